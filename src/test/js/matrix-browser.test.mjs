// Every transport with every protocol does everything, for the unmodified npm client in real Chromium.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { FEATURES } from "./conformance/features.mjs";
import { cells, IMPOSSIBLE, PROTOCOLS, TRANSPORTS } from "./conformance/modes.mjs";
import { Cable } from "./testing/cable.mjs";
import { launch } from "./testing/chromium.mjs";
import { otherOrigin } from "./testing/other-origin.mjs";
import { apiUrl, newUsers, tokenOf } from "./testing/server.mjs";
import { Window } from "./testing/window.mjs";

const within = { timeout: 10_000 };
const packages = ["signalr/dist/browser/signalr.js", "signalr-protocol-msgpack/dist/browser/signalr-protocol-msgpack.js"];
const endings = [];
const cable = new Cable();
const pages = new Map();
let browser, front;

before(async () => {
    await cable.plug();
    browser = await launch();
    front = `http://localhost:${await otherOrigin({ after: (ending) => endings.push(ending) })}/`;
});
after(async () => {
    await browser.close();
    await cable.pull();
    endings.forEach((ending) => ending());
});

/** A page with a party in it. */
async function opened(transport, protocol) {
    const users = newUsers("anna", "bob");
    const tokens = Object.fromEntries(await Promise.all(users.map(async (user) => [user, await tokenOf(user, ["user"])])));
    const { page } = await Window.open(null, browser);
    await page.goto(front);
    for (const file of packages) {
        await page.addScriptTag({ path: `node_modules/@microsoft/${file}` });
    }
    for (const handling of ["cut", "pull", "plug"]) {
        await page.exposeFunction(handling, () => cable[handling]());
    }
    await page.evaluate(
        async ({ protocol, lineUrl, ...mode }) => {
            const [{ Party }, { proofs }] = await Promise.all([import("/conformance/party.mjs"), import("/conformance/features.mjs")]);
            const { JsonHubProtocol, protocols } = signalR;
            const makers = { JSON: () => new JsonHubProtocol(), MessagePack: () => new protocols.msgpack.MessagePackHubProtocol() };
            const line = { url: lineUrl, cut, pull, plug };
            Object.assign(globalThis, { proofs, party: new Party({ signalR, protocol: makers[protocol], line, ...mode }) });
        },
        { transport, protocol, url: apiUrl, lineUrl: cable.baseUrl.slice(0, -1), tokens },
    );
    return page;
}

for (const { transport, protocol, possible } of cells(TRANSPORTS, PROTOCOLS)) {
    const mode = `${protocol} over ${transport} in Chromium`;
    if (!possible) {
        test(`${mode} is refused`, within, async () => {
            const page = await opened(transport, protocol);
            await assert.rejects(page.evaluate(() => party.builder().build().start()), new RegExp(IMPOSSIBLE));
        });
        continue;
    }
    for (const feature of FEATURES) {
        test(`${feature}: ${mode}`, within, async () => {
            if (!pages.has(mode)) {
                pages.set(mode, opened(transport, protocol));
            }
            const page = await pages.get(mode);
            await page.evaluate((feature) => proofs[feature](party), feature);
        });
    }
}
