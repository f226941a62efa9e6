// Runs in Node and in browsers: the cases by which SignalR's own JavaScript client is tested against its server, by their titles there.
// What each sends and expects is told from those; how it is proved here is ours.
import { cells, PROTOCOLS, TRANSPORTS } from "../conformance/modes.mjs";
import { bytes, carried } from "./bytes.mjs";
import { calls } from "./calls.mjs";
import { negotiations } from "./negotiations.mjs";
import { transports } from "./transports.mjs";

/** By what the client sends its HTTP requests. */
const CLIENTS = { Node: ["fetch"], Chromium: ["XMLHttpRequest", "fetch"], Firefox: ["XMLHttpRequest", "fetch"] };

const withEachClient = (modes, place) => modes.flatMap((mode) => CLIENTS[place].map((client) => ({ ...mode, client })));
const eachTransport = TRANSPORTS.map((transport) => ({ transport }));

const possible = cells(TRANSPORTS, PROTOCOLS)
    .filter((cell) => cell.possible)
    .map(({ transport, protocol }) => ({ transport, protocol }));

const SUITE = [
    { cases: calls, modes: (place) => withEachClient(possible, place) },
    { cases: transports, modes: () => eachTransport },
    { cases: negotiations, modes: () => [{}] },
    { cases: bytes, modes: () => [{}] },
    { cases: carried, modes: (place) => withEachClient(eachTransport, place) },
];

/** What is left out of the above, where, and why. */
export const LEFT_OUT = [
    {
        titles: ["closed with error or start fails if hub cannot be created"],
        where: ({ transport }) => transport === "ServerSentEvents",
        why: "there the client's first ping races with the end: it may fail with 404, or the client may start although it was closed",
    },
    {
        titles: ["using https, can invoke server method and receive result"],
        where: ({ secure }) => !secure,
        why: "with https all cases use it",
    },
    {
        titles: ["terminates if no messages received within timeout interval"],
        where: ({ transport }) => transport === "LongPolling",
        why: "there the client does not wait for messages of the server",
    },
    {
        titles: ["honors withCredentials flag"],
        where: ({ place, transport }) => place === "Node" || transport === "WebSockets",
        why: "it is a flag of browsers, for requests",
    },
    {
        titles: ["populates the Content-Type header when sending XMLHttpRequest", "can use SignalR client"],
        where: ({ place }) => place === "Node",
        why: "Node has neither XMLHttpRequest nor a page's workers",
    },
];

/** Every case in every mode that it has in this place: `{ title, mode, name }`. */
export function table(place, secure) {
    return SUITE.flatMap(({ cases, modes }) =>
        modes(place)
            .map((mode) => ({ ...mode, place, secure }))
            .flatMap((mode) =>
                Object.keys(cases)
                    .filter((title) => !isLeftOut(title, mode))
                    .map((title) => ({ title, mode, name: [title, words(mode)].join(": ") })),
            ),
    );
}

function isLeftOut(title, mode) {
    return LEFT_OUT.some(({ titles, where }) => titles.includes(title) && where(mode));
}

/** A mode as people say it: JSON over WebSockets with fetch in Chromium, https. */
function words({ protocol, transport, client, place, secure }) {
    const parts = [protocol, transport && `over ${transport}`, client && `with ${client}`, `in ${place}`];
    return parts.filter(Boolean).join(" ") + (secure ? ", https" : "");
}

/** Plays a case on a bench, and clears that. */
export async function play(title, bench) {
    const { cases } = SUITE.find(({ cases }) => title in cases);
    let timer;
    const late = new Promise((_, failed) => (timer = setTimeout(() => failed(new Error("It takes too long")), 8_000)));
    try {
        await Promise.race([cases[title](bench), late]);
    } finally {
        clearTimeout(timer);
        await bench.end();
    }
}
