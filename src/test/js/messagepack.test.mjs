// The unmodified npm client with its MessagePack protocol in Node, on both hubs, alone and among clients that speak JSON.
import { MessagePackHubProtocol } from "@microsoft/signalr-protocol-msgpack";
import assert from "node:assert/strict";
import { correspondent, watcher } from "./testing/clients.mjs";
import { newUsers } from "./testing/server.mjs";
import { test } from "./testing/test.mjs";

const packed = () => ({ protocol: new MessagePackHubProtocol() });

test("who is online is told and can be asked", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const annas = await watcher(t, anna, packed());
    const [, list] = await annas.heard.heard(["GetOnlineUsers"]);
    assert.ok(list.includes(anna));
    const bobs = await watcher(t, bob);
    await annas.heard.heard(["UserIsOnline", bob]);
    assert.ok((await annas.invoke("GetOnlineUsers")).includes(bob));

    await bobs.stop();
    await annas.heard.heard(["UserIsOffline", bob], { within: 3000 });
});

test("whatever MessagePack can say arrives unchanged", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const annas = await correspondent(t, anna, packed());
    const bobs = await correspondent(t, bob, packed(), "Chat_Said");
    const said = { bytes: Uint8Array.of(0, 1, 255), at: new Date(1_700_000_000_123), list: [null, -0.5, 2 ** 60, "é😀"] };
    await annas.invoke("UnicastAsync", bob, "Chat", "Said", said, NaN);
    const [, received, nan] = await bobs.heard.heard(["Chat_Said"]);
    assert.deepEqual({ ...received, bytes: Uint8Array.from(received.bytes) }, said);
    assert.ok(Number.isNaN(nan));
});

test("MessagePack reaches clients that speak JSON", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const annas = await correspondent(t, anna, packed());
    const bobs = await correspondent(t, bob, {}, "Chat_Said");
    const said = { bytes: Uint8Array.of(0, 1, 255), at: new Date(1_700_000_000_123), list: [null, -0.5, 2 ** 60, "é😀", NaN] };
    await annas.invoke("MulticastAsync", [bob], "Chat", "Said", said);
    const [, received] = await bobs.heard.heard(["Chat_Said"]);
    assert.deepEqual(received, {
        bytes: "AAH/",
        at: "2023-11-14T22:13:20.123Z",
        list: [null, -0.5, 2 ** 60, "é😀", null],
    });
});

test("JSON reaches clients that speak MessagePack", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const annas = await correspondent(t, anna);
    const bobs = await correspondent(t, bob, packed(), "Chat_Said");
    const said = { nested: { list: [null, true, -0.5, 2 ** 53, 1e300, "é😀\u0000"] }, empty: [{}, [], ""] };
    await annas.invoke("UnicastAsync", bob, "Chat", "Said", said);
    const [, received] = await bobs.heard.heard(["Chat_Said"]);
    assert.deepEqual(received, said);
});

test("what JavaScript's decoder refuses does not close its connection", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const annas = await correspondent(t, anna);
    const bobs = await correspondent(t, bob, packed(), "Chat_Said");
    await annas.invoke("UnicastAsync", bob, "Chat", "Said", JSON.parse('{"__proto__": 1}'));
    await bobs.heard.heard(["Chat_Said", { ___proto___: 1 }]);
    await assert.rejects(bobs.invoke("NoSuchMethod"), /Method does not exist/);
});

test("a long message takes a length of several bytes", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const annas = await correspondent(t, anna, packed());
    const bobs = await correspondent(t, bob, packed(), "Chat_Said");
    const said = "x".repeat(30_000);
    await Promise.all([1, 2, 3].map((n) => annas.invoke("UnicastAsync", bob, "Chat", "Said", n, said)));
    const heard = await bobs.heard.heard(["Chat_Said"], { count: 3 });
    assert.deepEqual(heard, ["Chat_Said", 3, said]);
});
