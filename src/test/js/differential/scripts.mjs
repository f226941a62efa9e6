import { ends } from "./scripts/ends.mjs";
import { handshakes } from "./scripts/handshakes.mjs";
import { messages } from "./scripts/messages.mjs";
import { records } from "./scripts/records.mjs";
import { requests } from "./scripts/requests.mjs";

/** Every script in every mode that it is for. `spoken` says which of the servers speak MessagePack. */
export function scripts(spoken) {
    return [
        ...requests.map((script) => ({ title: `HTTP: ${script.name}`, script, modes: [{}, {}] })),
        ...[...handshakes, ...messages, ...records, ...ends].flatMap((script) => modes(script, spoken)),
    ];
}

function modes(script, spoken) {
    const { name, over = ["webSockets"], everyProtocol = false } = script;
    return over.flatMap((transport) => {
        const json = { transport, protocol: "json" };
        const inJson = { title: `JSON over ${transport}: ${name}`, script, modes: [json, json] };
        if (!everyProtocol || transport === "serverSentEvents" || !spoken.some(Boolean)) {
            return [inJson];
        }
        const packed = spoken.map((speaks) => ({ transport, protocol: speaks ? "messagepack" : "json" }));
        return [inJson, { title: `MessagePack over ${transport}: ${name}`, script, modes: packed }];
    });
}
