// What the unmodified npm client shows of a server with limits: 2 connections per user and hub, 5 calls a second.
import assert from "node:assert/strict";
import { connection, correspondent, watcher } from "./testing/clients.mjs";
import { newUsers, tokenOf } from "./testing/server.mjs";
import { test } from "./testing/test.mjs";

test("a user has no more connections to a hub than it may, and is told so", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const first = await watcher(t, anna);
    await watcher(t, anna);
    const refused = /You have 2 connections to this hub.*presencehub\.maximum-connections-per-user/;
    await assert.rejects(watcher(t, anna), refused);
    await watcher(t, bob);
    const token = await tokenOf(anna);
    await connection(t, "/signalrhub", { accessTokenFactory: () => token }).start();

    await first.stop();
    await watcher(t, anna);
    await assert.rejects(watcher(t, anna), refused);
});

test("a connection makes no more calls than it may, and is told so", async (t) => {
    const [anna] = newUsers("anna");
    const annas = await correspondent(t, anna);
    const calls = await Promise.allSettled(Array.from({ length: 50 }, () => annas.invoke("RegisterUser", anna)));
    const failed = calls.filter(({ status }) => status === "rejected");
    assert.ok(failed.length > 0 && failed.length < 50, `${failed.length} failed`);
    for (const { reason } of failed) {
        assert.match(reason.message, /HubException: A connection may make 5 calls a second \(presencehub\.maximum-calls-per-second\)\./);
    }
});
