// What the unmodified npm client does when an application ends a user's connections.
import { HubConnectionBuilder, HubConnectionState, LogLevel } from "@microsoft/signalr";
import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { watcher } from "./testing/clients.mjs";
import { apiUrl, baseUrl, newUsers, tokenOf } from "./testing/server.mjs";
import { test } from "./testing/test.mjs";

/** A started connection that reconnects by itself where it may, and tells what happens to it. */
async function persistent(t, user) {
    const token = await tokenOf(user);
    const connection = new HubConnectionBuilder()
        .withUrl(`${apiUrl}/hubs/presence`, { accessTokenFactory: () => token })
        .withAutomaticReconnect([0, 100, 1000])
        .configureLogging(LogLevel.None)
        .build();
    connection.on("GetOnlineUsers", () => {});
    connection.on("UserIsOnline", () => {});
    connection.on("UserIsOffline", () => {});
    const news = new EventEmitter();
    connection.onclose((error) => news.emit("closed", error));
    connection.onreconnecting((error) => news.emit("reconnecting", error));
    connection.onreconnected(() => news.emit("reconnected"));
    t.after(() => connection.stop());
    await connection.start();
    return { connection, next: (event) => once(news, event, { signal: AbortSignal.timeout(10_000) }) };
}

async function kick(user, reconnect) {
    const query = new URLSearchParams({ user, reconnect });
    const answer = await fetch(new URL(`desk/kick?${query}`, baseUrl), { method: "POST" });
    return Number(await answer.text());
}

test("who is kicked goes at once, hears why, and does not come back", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const annas = await watcher(t, anna);
    const bobs = await persistent(t, bob);
    await annas.heard.heard(["UserIsOnline", bob]);
    const closed = bobs.next("closed");
    assert.equal(await kick(bob, "NOT"), 1);

    await annas.heard.heard(["UserIsOffline", bob], { within: 900 });
    const [error] = await closed;
    assert.match(error.message, /The connection was ended by an administrator\./);
    assert.equal(bobs.connection.state, HubConnectionState.Disconnected);
    assert.deepEqual(annas.heard.about(bob), [["UserIsOnline", bob], ["UserIsOffline", bob]]);
});

test("who is kicked and may come back goes at once, hears why, and comes back", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const annas = await watcher(t, anna);
    const bobs = await persistent(t, bob);
    await annas.heard.heard(["UserIsOnline", bob]);
    const reconnecting = bobs.next("reconnecting");
    const reconnected = bobs.next("reconnected");
    assert.equal(await kick(bob, "INVITED"), 1);

    const [error] = await reconnecting;
    assert.match(error.message, /The connection was ended by an administrator\./);
    await reconnected;
    await annas.heard.heard(["UserIsOnline", bob], { count: 2 });
    assert.deepEqual(annas.heard.about(bob), [["UserIsOnline", bob], ["UserIsOffline", bob], ["UserIsOnline", bob]]);
});
