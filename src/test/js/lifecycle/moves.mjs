// Ends the server that all clients are with, whose process is PRESENCEHUB_PID, behind a proxy that then leads to another one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertNobodyWent, crowd, eventually, whole } from "./crowd.mjs";

const { PRESENCEHUB_URL: url, PRESENCEHUB_PID: pid, MOVERS = "100" } = process.env;

test(`${MOVERS} clients move to another server when theirs ends`, { timeout: 600_000 }, async (t) => {
    const members = await crowd(url, Number(MOVERS));
    await whole(members);

    const began = Date.now();
    process.kill(Number(pid), "SIGTERM");
    await eventually(() => members.every((member) => member.reconnected > 0), () => `only ${members.filter((m) => m.reconnected > 0).length} came back`);
    await whole(members);
    t.diagnostic(`all have moved, and see all, after ${Date.now() - began} ms`);

    for (let i = 0; i < 3; i++) {
        const lists = await Promise.all(members.map((member) => member.connection.invoke("GetOnlineUsers")));
        lists.forEach((list) => assert.equal(list.length, members.length));
    }
    assert.deepEqual(members.filter((member) => member.reconnected !== 1).map(({ user, reconnected }) => `${user} moved ${reconnected} times`), []);
    assertNobodyWent(members);
    await Promise.all(members.map((member) => member.connection.stop()));
});
