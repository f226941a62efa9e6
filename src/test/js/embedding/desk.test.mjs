// The EAR of examples/enterprise: enterprise beans send to browsers, and hear who comes and goes.
import assert from "node:assert/strict";
import { connection } from "../testing/clients.mjs";
import { apiUrl } from "../testing/server.mjs";
import { test } from "../testing/test.mjs";
import { token } from "./tokens.mjs";

const rest = (path, options) => fetch(`${apiUrl}/api/${path}`, options);
const visits = async (user) => (await (await rest("visits")).json()).filter((visit) => visit.user === user).map(({ came }) => came);

async function until(holds) {
    const deadline = Date.now() + 15_000;
    while (!(await holds())) {
        assert.ok(Date.now() < deadline, `never: ${holds}`);
        await new Promise((again) => setTimeout(again, 50));
    }
}

test("an enterprise bean's event reaches the browser on commit, and never after a rollback", async (t) => {
    const vera = connection(t, "/hubs/desk", { accessTokenFactory: () => token("vera") }, "GetOnlineUsers", "Desk_Told");
    await vera.start();
    await rest("take-back/vera?text=never", { method: "POST" });
    assert.equal((await rest("notify/vera?text=now", { method: "POST" })).status, 204);
    await vera.heard.heard(["Desk_Told"]);
    assert.deepEqual(vera.heard.matching(["Desk_Told"]), [["Desk_Told", "now"]]);
});

test("an enterprise bean observes who comes and goes", async (t) => {
    const willi = connection(t, "/hubs/desk", { accessTokenFactory: () => token("willi") }, "GetOnlineUsers");
    await willi.start();
    await until(async () => String(await visits("willi")) === "true");
    assert.ok((await (await rest("online")).json()).includes("willi"));
    await willi.stop();
    await until(async () => String(await visits("willi")) === "true,false");
});

test("the built-in hubs are there, too", async (t) => {
    const paul = connection(t, "/hubs/presence", { accessTokenFactory: () => token("paul") }, "GetOnlineUsers");
    await paul.start();
    await paul.heard.heard(["GetOnlineUsers"]);
    const latch = connection(t, "/signalrhub", { accessTokenFactory: () => token("paul") }, "Registered");
    await latch.start();
    await latch.invoke("RegisterUser", "paul");
    await latch.heard.heard(["Registered"]);
});
