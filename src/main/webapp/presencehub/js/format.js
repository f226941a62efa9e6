const UNITS = [
    [86400, "d"],
    [3600, "h"],
    [60, "min"],
];

/** Seconds for people: `0.8 s`, `12 s`, `3 min`, `5 h`, `2 d`, never broken into two lines. */
export function duration(seconds) {
    const [size, unit] = UNITS.find(([size]) => seconds >= size) ?? [1, "s"];
    const count = seconds / size;
    return unit === "s" && count < 9.95 ? `${Math.max(0, count).toFixed(1)}\u00a0s` : `${Math.floor(count)}\u00a0${unit}`;
}

/** Seconds as an age that changes no oftener than it is worth reading. */
export function age(seconds) {
    return seconds < 60 ? "just now" : duration(seconds);
}

/** Bytes for people: `0 B`, `840 B`, `12 KB`, `1.0 MB`. */
export function bytes(count) {
    return count < 1024 ? `${count} B` : count < 1024 ** 2 ? `${Math.round(count / 1024)} KB` : `${(count / 1024 ** 2).toFixed(1)} MB`;
}

/** `1 tab`, `2 tabs`, `10,000 tabs`. */
export function counted(count, noun) {
    return `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
}

export function number(count) {
    return count.toLocaleString("en");
}

/** `WebSocket` for `WebSockets`: what one connection uses. */
export function transportName(transport) {
    return { WebSockets: "WebSocket", ServerSentEvents: "Server-sent events", LongPolling: "Long polling" }[transport] ?? transport;
}

/** Seconds between two instants of the server's own clock. */
export function secondsBetween(from, to) {
    return Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);
}
