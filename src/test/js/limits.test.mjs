// What the unmodified npm client shows of a server with limits: 2 connections per user and hub, 5 calls a second, no server-sent events.
import { HttpTransportType } from "@microsoft/signalr";
import assert from "node:assert/strict";
import { connection, correspondent, watcher } from "./testing/clients.mjs";
import { apiUrl, newUsers, tokenOf } from "./testing/server.mjs";
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

const { ServerSentEvents, WebSockets } = HttpTransportType;

test("a way that configuration has switched off is neither offered nor served", async (t) => {
    const [anna] = newUsers("anna");
    const token = await tokenOf(anna);
    const signedIn = { accessTokenFactory: () => token };
    const only = connection(t, "/signalrhub", { ...signedIn, transport: ServerSentEvents });
    await assert.rejects(only.start(), /Unable to connect to the server with any of the available transports\./);

    const { offered, answer } = await asked("/signalrhub", token, { Accept: "text/event-stream" });

    assert.deepEqual(offered, ["WebSockets", "LongPolling"]);
    assert.equal(answer.status, 404);
    assert.equal(await answer.text(), "ServerSentEvents transport not supported by this end point type");
});

test("a way that a hub does not allow is neither offered nor served", async (t) => {
    const [anna] = newUsers("anna");
    const token = await tokenOf(anna);
    const annas = connection(t, "/polled", { accessTokenFactory: () => token });
    await annas.start();
    assert.equal(await annas.invoke("Echo", "by polls"), "by polls");
    const direct = { accessTokenFactory: () => token, transport: WebSockets, skipNegotiation: true };
    await assert.rejects(connection(t, "/polled", direct).start(), /WebSocket failed to connect/);

    const { offered } = await asked("/polled", token, {});

    assert.deepEqual(offered, ["LongPolling"]);
});

/** What negotiation offers, and what a first request with these headers is told. */
async function asked(hub, token, headers) {
    const Authorization = `Bearer ${token}`;
    const negotiation = await fetch(`${apiUrl}${hub}/negotiate?negotiateVersion=1`, { method: "POST", headers: { Authorization } });
    const { connectionToken, availableTransports } = await negotiation.json();
    const answer = await fetch(`${apiUrl}${hub}?id=${connectionToken}`, { headers: { Authorization, ...headers } });
    return { offered: availableTransports.map(({ transport }) => transport), answer };
}
