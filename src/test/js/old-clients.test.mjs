// The npm clients of all these years, unmodified, in real Chromium on another origin: pages that nobody builds anew have them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./testing/chromium.mjs";
import { otherOrigin } from "./testing/other-origin.mjs";
import { apiUrl, newUsers, tokenOf } from "./testing/server.mjs";
import { Window } from "./testing/window.mjs";

/** The last of each line, and the first of all. */
const packages = ["signalr-1.0", "signalr-1.1", "signalr-3", "signalr-5", "signalr-6", "signalr-7", "signalr-8", "signalr-9"];
const transports = { WebSockets: 1, ServerSentEvents: 2, LongPolling: 4 };
const endings = [];
let browser, origin;
let idle; // while the others are tested

before(async () => {
    browser = await launch();
    origin = `http://localhost:${await otherOrigin({ after: (ending) => endings.push(ending) })}/`;
    idle = idleConnections({ after: (ending) => endings.push(ending) });
});
after(async () => {
    await Promise.all(endings.map((ending) => ending()));
    await browser.close();
});

async function pageWith(t, name) {
    const { page } = await Window.open(t, browser);
    await page.goto(origin);
    await page.addScriptTag({ path: `node_modules/${name}/dist/browser/signalr.js` });
    return page;
}

for (const name of packages) {
    for (const [title, transport] of Object.entries(transports)) {
        test(`${name} over ${title}`, { timeout: 20_000 }, async (t) => {
            const [user] = newUsers(name);
            const page = await pageWith(t, name);
            const given = { url: apiUrl, user, token: await tokenOf(user), transport };
            const { listed, heard, refused } = await page.evaluate(async ({ url, user, token, transport }) => {
                const hub = (path) =>
                    new signalR.HubConnectionBuilder()
                        .withUrl(`${url}${path}`, { transport, accessTokenFactory: () => token })
                        .build();
                const [presence, latch] = [hub("/hubs/presence"), hub("/signalrhub")];
                const list = new Promise((told) => presence.on("GetOnlineUsers", told));
                const event = new Promise((told) => latch.on("Clock_Tick", told));
                await presence.start();
                const listed = await list;
                await latch.start();
                await latch.invoke("RegisterUser", user);
                await latch.invoke("UnicastAsync", user, "Clock", "Tick", { at: 5 });
                const heard = await event;
                const refused = await latch.invoke("NoSuchMethod").catch((error) => error.message);
                await latch.stop();
                await presence.stop();
                return { listed, heard, refused };
            }, given);
            assert.ok(listed.includes(user));
            assert.deepEqual(heard, { at: 5 });
            assert.match(refused, /Method does not exist/);
        });
    }
}

for (const title of Object.keys(transports)) {
    test(`signalr-1.0, which never pings, is idle over ${title} for longer than the client timeout`, async () => {
        assert.equal((await idle)[title], "open");
    });
}

/** What has become, by transport, of connections over which nothing was said. */
async function idleConnections(t) {
    const [user] = newUsers("idle");
    const page = await pageWith(t, "signalr-1.0");
    return page.evaluate(
        async ({ url, token, transports }) => {
            const outcome = async ([title, transport]) => {
                const hub = new signalR.HubConnectionBuilder()
                    .withUrl(`${url}/hubs/presence`, { transport, accessTokenFactory: () => token })
                    .build();
                const end = new Promise((told) => hub.onclose((error) => told(`closed: ${error?.message}`)));
                await hub.start();
                return [title, await Promise.race([end, new Promise((told) => setTimeout(told, 34_000, "open"))])];
            };
            return Object.fromEntries(await Promise.all(Object.entries(transports).map(outcome)));
        },
        { url: apiUrl, token: await tokenOf(user), transports },
    );
}
