// The standalone WAR in an EAR, below another context path.
import assert from "node:assert/strict";
import { connection } from "../testing/clients.mjs";
import { apiUrl, baseUrl } from "../testing/server.mjs";
import { test } from "../testing/test.mjs";
import { token } from "./tokens.mjs";

test("its hubs take connections", async (t) => {
    const otto = connection(t, "/hubs/presence", { accessTokenFactory: () => token("otto") }, "GetOnlineUsers");
    await otto.start();
    assert.ok((await otto.heard.heard(["GetOnlineUsers"]))[1].includes("otto"));
});

test("its start page leads to the console", async () => {
    const start = await fetch(baseUrl, { redirect: "manual" });
    assert.equal(start.status, 302);
    assert.equal(new URL(start.headers.get("location"), baseUrl).href, `${baseUrl}presencehub/`);
    const page = await fetch(`${apiUrl}/presencehub/`);
    assert.equal(page.status, 200);
    assert.match(await page.text(), /<title>PresenceHub/);
});

test("outside development it hands out no tokens", async () => {
    assert.equal((await fetch(`${baseUrl}development/token`, { method: "POST", body: '{"user":"otto"}' })).status, 404);
    assert.deepEqual(await (await fetch(`${baseUrl}presencehub/sign-in`)).json(), { ready: true });
});
