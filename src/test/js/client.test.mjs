// The unmodified npm client in Node, on both hubs.
import { HttpTransportType } from "@microsoft/signalr";
import assert from "node:assert/strict";
import { connection, correspondent, watcher } from "./testing/clients.mjs";
import { newUsers, tokenOf } from "./testing/server.mjs";
import { test } from "./testing/test.mjs";

test("two users see each other come and go", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const annas = await watcher(t, anna);
    await annas.heard.heard(["GetOnlineUsers"]);

    const bobs = await watcher(t, bob);
    await annas.heard.heard(["UserIsOnline", bob]);
    const [, list] = await bobs.heard.heard(["GetOnlineUsers"]);
    assert.ok(list.includes(anna) && list.includes(bob), `${list}`);

    await bobs.stop();
    await annas.heard.heard(["UserIsOffline", bob], { within: 3000 });
    assert.deepEqual(annas.heard.about(bob), [["UserIsOnline", bob], ["UserIsOffline", bob]]);
});

test("the first thing a newcomer hears is the list, with itself in it", async (t) => {
    const [anna] = newUsers("anna");
    const annas = await watcher(t, anna);
    await annas.heard.heard(["GetOnlineUsers"]);
    const [event, list] = annas.heard.entries[0];
    assert.equal(event, "GetOnlineUsers");
    assert.ok(list.includes(anna));
    assert.deepEqual(annas.heard.about(anna), []);
});

test("everybody gets the new list after an arrival and after a departure", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const annas = await watcher(t, anna);
    const lists = () => annas.heard.matching(["GetOnlineUsers"]).map(([, list]) => list);
    const bobs = await watcher(t, bob);
    while (!lists().at(-1)?.includes(bob)) {
        await annas.heard.heard(["GetOnlineUsers"], { count: lists().length + 1 });
    }
    await bobs.stop();
    while (lists().at(-1).includes(bob)) {
        await annas.heard.heard(["GetOnlineUsers"], { count: lists().length + 1 });
    }
});

test("a user with many connections comes once and goes once", async (t) => {
    const [anna, bob, carol, dora] = newUsers("anna", "bob", "carol", "dora");
    const annas = await watcher(t, anna);
    const bobs = [await watcher(t, bob), await watcher(t, bob), await watcher(t, bob)];
    await annas.heard.heard(["UserIsOnline", bob]);
    await bobs[0].stop();
    await bobs[1].stop();
    // Carol leaves after two of Bob's connections did: once her grace period is over, theirs is too.
    await (await watcher(t, carol)).stop();
    await annas.heard.heard(["UserIsOffline", carol]);
    assert.deepEqual(annas.heard.about(bob), [["UserIsOnline", bob]]);

    await bobs[2].stop();
    await annas.heard.heard(["UserIsOffline", bob]);
    await watcher(t, dora);
    await annas.heard.heard(["UserIsOnline", dora]);
    assert.deepEqual(annas.heard.about(bob), [["UserIsOnline", bob], ["UserIsOffline", bob]]);
});

test("who comes back within the grace period was never gone", async (t) => {
    const [anna, bob, carol] = newUsers("anna", "bob", "carol");
    const annas = await watcher(t, anna);
    const bobs = await watcher(t, bob);
    const carols = await watcher(t, carol);
    await bobs.stop();
    await watcher(t, bob);
    await carols.stop();
    await annas.heard.heard(["UserIsOffline", carol]);
    assert.deepEqual(annas.heard.about(bob), [["UserIsOnline", bob]]);
});

test("who is online can be asked", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const annas = await watcher(t, anna);
    await watcher(t, bob);
    const list = await annas.invoke("GetOnlineUsers");
    assert.ok(list.includes(anna) && list.includes(bob), `${list}`);
});

test("registering answers with the connection's own id", async (t) => {
    const [anna] = newUsers("anna");
    const annas = await correspondent(t, anna);
    const [, id] = await annas.heard.heard(["Registered"]);
    assert.equal(id, annas.connectionId);
});

test("nobody registers as somebody else", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const annas = await correspondent(t, anna);
    await assert.rejects(
        annas.invoke("RegisterUser", bob),
        /An unexpected error occurred invoking 'RegisterUser' on the server\. HubException: .+/,
    );
    await annas.invoke("RegisterUser", anna);
});

const payloads = { none: [], one: [{ id: 7, tags: ["a", "b"], note: null }], many: [1, "two", [3], { four: 4.5 }, null, true] };

for (const [how, payload] of Object.entries(payloads)) {
    test(`unicast reaches its user and nobody else, in both argument forms, with payload arguments: ${how}`, async (t) => {
        const [anna, bob, carol] = newUsers("anna", "bob", "carol");
        const annas = await correspondent(t, anna);
        const bobs = await correspondent(t, bob, "Orders_Approved", "Orders_Closed");
        const carols = await correspondent(t, carol, "Orders_Approved", "Orders_Closed");
        await annas.invoke("UnicastAsync", bob, "Orders", "Approved", ...payload);
        await annas.invoke("UnicastAsync", bob, "Orders_Approved", ...payload);
        await annas.invoke("UnicastAsync", carol, "Orders", "Closed");
        await bobs.heard.heard(["Orders_Approved"], { count: 2 });
        await carols.heard.heard(["Orders_Closed"]);
        assert.deepEqual(bobs.heard.matching(["Orders_Approved"]), [["Orders_Approved", ...payload], ["Orders_Approved", ...payload]]);
        assert.deepEqual(carols.heard.matching(["Orders_Approved"]), []);
    });

    test(`multicast reaches its users, in both argument forms, with payload arguments: ${how}`, async (t) => {
        const [anna, bob, carol, nobody] = newUsers("anna", "bob", "carol", "nobody");
        const annas = await correspondent(t, anna, "Orders_Approved");
        const others = [await correspondent(t, bob, "Orders_Approved"), await correspondent(t, carol, "Orders_Approved")];
        await annas.invoke("MulticastAsync", [bob, carol, nobody], "Orders", "Approved", ...payload);
        await annas.invoke("MulticastAsync", [bob, carol, nobody], "Orders_Approved", ...payload);
        for (const other of others) {
            await other.heard.heard(["Orders_Approved"], { count: 2 });
            const expected = ["Orders_Approved", ...payload];
            assert.deepEqual(other.heard.matching(["Orders_Approved"]), [expected, expected]);
        }
        assert.deepEqual(annas.heard.matching(["Orders_Approved"]), []);
    });

    test(`broadcast reaches everybody, the sender too, with payload arguments: ${how}`, async (t) => {
        const [anna, bob, room] = newUsers("anna", "bob", "room");
        const event = `${room}_Opened`;
        const all = [await correspondent(t, anna, event), await correspondent(t, bob, event)];
        await all[0].invoke("BroadcastAsync", room, "Opened", ...payload);
        for (const each of all) {
            assert.deepEqual(await each.heard.heard([event]), [event, ...payload]);
        }
    });
}

test("a message reaches all connections of its user", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const annas = await correspondent(t, anna);
    const bobs = [await correspondent(t, bob, "Tab_Ping"), await correspondent(t, bob, "Tab_Ping")];
    await annas.invoke("UnicastAsync", bob, "Tab", "Ping", 1);
    for (const each of bobs) {
        await each.heard.heard(["Tab_Ping", 1]);
    }
});

test("a method without a result resolves with null, and sending to nobody is no error", async (t) => {
    const [anna, nobody] = newUsers("anna", "nobody");
    const annas = await correspondent(t, anna);
    assert.equal(await annas.invoke("UnicastAsync", nobody, "Orders", "Approved", 1), null);
    assert.equal(await annas.invoke("MulticastAsync", [], "Orders", "Approved", 1), null);
});

test("hub methods are found whatever the case of their name", async (t) => {
    const [anna] = newUsers("anna");
    const annas = await correspondent(t, anna, "Orders_Approved");
    await annas.invoke("unicastasync", anna, "Orders", "Approved", 1);
    await annas.heard.heard(["Orders_Approved", 1]);
});

test("an unknown method is told to its caller, and the connection lives on", async (t) => {
    const [anna] = newUsers("anna");
    const annas = await correspondent(t, anna);
    await assert.rejects(annas.invoke("Frobnicate", 1), {
        message: "Failed to invoke 'Frobnicate' due to an error on the server. HubException: Method does not exist.",
    });
    await annas.invoke("RegisterUser", anna);
});

for (const path of ["/hubs/presence", "/signalrhub"]) {
    test(`without a token ${path} refuses to start`, async (t) => {
        await assert.rejects(connection(t, path, {}).start(), /Unauthorized: Status code '401'$/);
    });

    test(`with a bad token ${path} refuses to start`, async (t) => {
        const [head, body, signature] = (await tokenOf("anna")).split(".");
        const forged = `${head}.${body}.${signature.split("").reverse().join("")}`;
        await assert.rejects(
            connection(t, path, { accessTokenFactory: () => forged }).start(),
            /Unauthorized: Status code '401'$/,
        );
        const direct = { accessTokenFactory: () => forged, skipNegotiation: true, transport: HttpTransportType.WebSockets };
        await assert.rejects(connection(t, path, direct).start(), /WebSocket failed to connect/);
    });
}

test("negotiation can be skipped", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const annas = await watcher(t, anna);
    const bobs = await watcher(t, bob, { skipNegotiation: true, transport: HttpTransportType.WebSockets });
    assert.equal(bobs.connectionId, null);
    await annas.heard.heard(["UserIsOnline", bob]);
    const [, list] = await bobs.heard.heard(["GetOnlineUsers"]);
    assert.ok(list.includes(bob));
});

test("payloads arrive as they were sent: many lines, many scripts, separators", async (t) => {
    const [anna] = newUsers("anna");
    const annas = await correspondent(t, anna, "Text_Said");
    const payload = ["first\nsecond\r\nthird\ttab", "ελληνικά 日本語 العربية 👩‍👩‍👧‍👦 e\u0301", "\u0000\u001e\u2028\u2029\u007f\"\\/</script>", { "schlüssel ␞": "\u001e" }];
    await annas.invoke("UnicastAsync", anna, "Text", "Said", ...payload);
    assert.deepEqual(await annas.heard.heard(["Text_Said"]), ["Text_Said", ...payload]);
});

test("user ids may hold any characters", async (t) => {
    const [suffix] = newUsers("x");
    const user = `Søren O'Neill <img src=x onerror="alert(1)"> 👩‍🚀, "${suffix}"`;
    const theirs = await correspondent(t, user, "Text_Said");
    await theirs.invoke("UnicastAsync", user, "Text", "Said", user);
    await theirs.heard.heard(["Text_Said", user]);
    const watching = await watcher(t, user);
    assert.ok((await watching.heard.heard(["GetOnlineUsers"]))[1].includes(user));
});

test("a payload of twenty kilobytes passes", async (t) => {
    const [anna] = newUsers("anna");
    const annas = await correspondent(t, anna, "Text_Said");
    const long = "Lorem ipsum dolor sit amet. ".repeat(800).slice(0, 20_000);
    await annas.invoke("UnicastAsync", anna, "Text", "Said", long);
    assert.equal((await annas.heard.heard(["Text_Said"]))[1], long);
});

test("a thousand unicasts of one sender arrive in order", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const annas = await correspondent(t, anna);
    const bobs = await correspondent(t, bob, "Count_Up");
    const numbers = Array.from({ length: 1000 }, (_, i) => i);
    await Promise.all(numbers.map((i) => annas.invoke("UnicastAsync", bob, "Count", "Up", i)));
    await bobs.heard.heard(["Count_Up"], { count: 1000 });
    assert.deepEqual(bobs.heard.matching(["Count_Up"]).map(([, i]) => i), numbers);
});
