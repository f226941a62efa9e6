// The front-end code of both seeds as it stands, in Node and in a page of another origin in Chromium.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Worker } from "node:worker_threads";
import { launch } from "./testing/chromium.mjs";
import { otherOrigin } from "./testing/other-origin.mjs";
import { Recorder } from "./testing/recorder.mjs";
import { apiUrl, newUsers, tokenOf } from "./testing/server.mjs";
import { test } from "./testing/test.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** Where a seed can run. Each opens it for a user and answers what it prints and a way to call its Latch. */
const places = {
    async Node(t, seed, user) {
        const printed = new Recorder();
        const worker = new Worker(new URL("seeds/worker.mjs", import.meta.url), {
            workerData: { apiUrl, seed: `./${seed}`, token: await tokenOf(user) },
        });
        worker.on("message", (entry) => printed.add(...entry));
        worker.on("error", (error) => printed.add("error", error.message));
        t.after(() => worker.terminate());
        return { printed, call: (...call) => worker.postMessage(call), close: () => worker.terminate() };
    },

    async Chromium(t, seed, user) {
        const printed = new Recorder();
        const page = await browser.newPage();
        t.after(() => page.close());
        page.on("pageerror", (error) => printed.add("error", error.message));
        await page.exposeFunction("print", (entry) => printed.add(...entry));
        await page.goto(`http://localhost:${await otherOrigin(t)}/`);
        await page.evaluate(
            async ([apiUrl, seed, token]) => {
                Object.assign(globalThis, { API_URL: apiUrl, getAccessToken: () => token });
                console.log = (...said) => print(said);
                console.error = (what, error) => print(["error", what, `${error}`]);
                const { default: Latch } = await import(`/seeds/${seed}`);
                globalThis.latch = Latch && new Latch(API_URL);
            },
            [apiUrl, seed, await tokenOf(user)],
        );
        const call = (...call) =>
            page.evaluate(([method, ...args]) => {
                const callback = method === "on" ? [(...heard) => print([args.join("_"), ...heard])] : [];
                latch[method](...args, ...callback);
            }, call);
        return { printed, call, close: () => page.close() };
    },
};

for (const [place, open] of Object.entries(places)) {
    test(`the presence seed in ${place} sees others come and go`, async (t) => {
        const [anna, bob] = newUsers("anna", "bob");
        const annas = await open(t, "presence.js", anna);
        assert.ok((await annas.printed.heard(["Online users:"]))[1].includes(anna));
        const bobs = await open(t, "presence.js", bob);
        await annas.printed.heard(["User is online:", bob]);
        assert.ok((await bobs.printed.heard(["Online users:"]))[1].includes(anna));
        await bobs.close();
        await annas.printed.heard(["User is offline:", bob]);
    });

    test(`the Latch seed in ${place} sends to one, to many and to all`, async (t) => {
        const [anna, bob, room] = newUsers("anna", "bob", "Room");
        const latches = {};
        for (const user of [anna, bob]) {
            const latch = (latches[user] = await open(t, "Latch.js", user));
            await latch.call("setUserId", user);
            await latch.call("on", "Dashboard", "Progress");
            await latch.call("on", room, "Opened");
            await latch.printed.heard(["Connected to SignalR server"]);
        }
        await latches[anna].call("unicast", bob, "Dashboard", "Progress", { percent: 40 });
        await latches[bob].printed.heard(["Dashboard_Progress", { percent: 40 }]);
        await latches[bob].call("multicast", [anna, bob], "Dashboard", "Progress", 50, "half");
        await latches[anna].call("broadcast", room, "Opened", "hello");
        for (const { printed } of Object.values(latches)) {
            await printed.heard(["Dashboard_Progress", 50, "half"]);
            await printed.heard([`${room}_Opened`, "hello"]);
            assert.deepEqual(printed.matching(["error"]), []);
        }
        assert.deepEqual(latches[anna].printed.matching(["Dashboard_Progress", { percent: 40 }]), []);
    });

    test(`the Latch seed in ${place} stops listening when it is told to`, async (t) => {
        const [anna] = newUsers("anna");
        const latch = await open(t, "Latch.js", anna);
        await latch.call("setUserId", anna);
        await latch.call("on", "Dashboard", "Progress");
        await latch.call("on", "Dashboard", "Done");
        await latch.printed.heard(["Connected to SignalR server"]);
        await latch.call("off", "Dashboard", "Progress");
        await latch.call("unicast", anna, "Dashboard", "Progress", 1);
        await latch.call("unicast", anna, "Dashboard", "Done");
        await latch.printed.heard(["Dashboard_Done"]);
        assert.deepEqual(latch.printed.matching(["Dashboard_Progress"]), []);
    });
}
