const BROWSERS = [
    [/\bEdg(?:A|iOS)?\/(\d+)/, "Edge"],
    [/\bOPR\/(\d+)/, "Opera"],
    [/\b(?:Firefox|FxiOS)\/(\d+)/, "Firefox"],
    [/\b(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/, "Chrome"],
    [/\bVersion\/(\d+)[\d.]* (?:Mobile\/\S+ )?Safari\//, "Safari"],
];
const SYSTEMS = [
    [/\biPhone\b|\biPad\b/, "iOS"],
    [/\bAndroid\b/, "Android"],
    [/\bWindows\b/, "Windows"],
    [/\bMac OS X\b/, "macOS"],
    [/\bCrOS\b/, "ChromeOS"],
    [/\bLinux\b/, "Linux"],
];

/** A browser's user agent in short, such as `Firefox 128 on Windows`; what is no browser's stays as it is. */
export function clientName(userAgent) {
    const signalR = /^Microsoft SignalR\/([\d.]+) .*?; ([^;)]+);/.exec(userAgent);
    if (signalR) {
        return `SignalR ${signalR[1]} client on ${signalR[2]}`;
    }
    const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent));
    if (!browser) {
        return userAgent || "Unknown client";
    }
    const version = browser[0].exec(userAgent)[1];
    const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent));
    return `${browser[1]} ${version}${system ? ` on ${system[1]}` : ""}`;
}
