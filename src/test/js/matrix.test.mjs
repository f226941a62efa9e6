// Every transport with every protocol does everything, for the unmodified npm client in Node.
import * as signalR from "@microsoft/signalr";
import { MessagePackHubProtocol } from "@microsoft/signalr-protocol-msgpack";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { FEATURES, proofs } from "./conformance/features.mjs";
import { cells, IMPOSSIBLE, PROTOCOLS, TRANSPORTS } from "./conformance/modes.mjs";
import { Party } from "./conformance/party.mjs";
import { Cable } from "./testing/cable.mjs";
import { apiUrl, newUsers, tokenOf } from "./testing/server.mjs";

const within = { timeout: 10_000 };
const makers = { JSON: () => new signalR.JsonHubProtocol(), MessagePack: () => new MessagePackHubProtocol() };
const parties = new Map();
const cable = new Cable();

before(() => cable.plug());
after(async () => {
    await Promise.all([...parties.values()].map(async (party) => (await party).stop()));
    await cable.pull();
});

async function party(transport, protocol) {
    const users = newUsers("anna", "bob");
    const tokens = Object.fromEntries(await Promise.all(users.map(async (user) => [user, await tokenOf(user, ["user"])])));
    const line = { url: cable.baseUrl.slice(0, -1), cut: () => cable.cut(), pull: () => cable.pull(), plug: () => cable.plug() };
    return new Party({ signalR, transport, protocol: makers[protocol], url: apiUrl, line, tokens });
}

for (const { transport, protocol, possible } of cells(TRANSPORTS, PROTOCOLS)) {
    const mode = `${protocol} over ${transport}`;
    if (!possible) {
        test(`${mode} is refused`, within, async () => {
            const refused = (await party(transport, protocol)).builder().build();
            await assert.rejects(refused.start(), new RegExp(IMPOSSIBLE));
        });
        continue;
    }
    for (const feature of FEATURES) {
        test(`${feature}: ${mode}`, within, async () => {
            if (!parties.has(mode)) {
                parties.set(mode, party(transport, protocol));
            }
            await proofs[feature](await parties.get(mode));
        });
    }
}
