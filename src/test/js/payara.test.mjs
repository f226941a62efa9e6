// The main scenario, for servers on which the whole matrix is not run: two users see each other, one unicast, and transactions.
import assert from "node:assert/strict";
import { connection, correspondent, watcher } from "./testing/clients.mjs";
import { baseUrl, newUsers, tokenOf } from "./testing/server.mjs";
import { test } from "./testing/test.mjs";

test("two users see each other come and go, and write to each other", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const annas = await watcher(t, anna);
    // A client is connected before the hub's method has run: her own list says that she has arrived.
    assert.ok((await annas.heard.heard(["GetOnlineUsers"]))[1].includes(anna));
    const bobs = await watcher(t, bob);
    assert.ok((await bobs.heard.heard(["GetOnlineUsers"]))[1].includes(anna));
    await annas.heard.heard(["UserIsOnline", bob]);

    const receiver = await correspondent(t, bob, "Orders_Approved");
    const sender = await correspondent(t, anna);
    await sender.invoke("UnicastAsync", bob, "Orders", "Approved", { id: 7 });
    assert.deepEqual(await receiver.heard.heard(["Orders_Approved"]), ["Orders_Approved", { id: 7 }]);

    await bobs.stop();
    await annas.heard.heard(["UserIsOffline", bob]);
});

test("what a bean sends in a transaction leaves with its commit, in order, and never after a rollback", async (t) => {
    const [anna] = newUsers("anna");
    const token = await tokenOf(anna);
    const annas = connection(t, "/hubs/checkout", { accessTokenFactory: () => token }, "Orders_Paid", "progress");
    await annas.start();
    const call = async (path, order) =>
        (await fetch(new URL(`checkout/${path}?owner=${anna}&order=${order}`, baseUrl), { method: "POST" })).text();

    assert.match(await call("fail", "1"), /rolled back/);
    assert.match(await call("throw", "2"), /on purpose/);
    assert.match(await call("pay", "3"), /connections=1, users=1/);
    await call("ten", "");
    await assert.rejects(annas.invoke("PayAndThrow", "4"), /on purpose/);
    await annas.invoke("Pay", "5");

    await annas.heard.heard(["Orders_Paid"], { count: 12 });
    const orders = annas.heard.matching(["Orders_Paid"]).map(([, order]) => order);
    assert.deepEqual(orders, ["3", ..."0123456789", "5"]);
});

// Payara gives the response of a WebSocket that has ended to the next request: what is written to it then would reach somebody else.
test("what is for one client reaches no other while many come and go", async (t) => {
    const [anna] = newUsers("anna");
    const token = await tokenOf(anna);
    const client = () => connection(t, "/conformance", { accessTokenFactory: () => token });
    const speaker = client();
    await speaker.start();

    const guests = Array.from({ length: 20 }, async () => {
        for (let visit = 0; visit < 100; visit++) {
            const guest = client();
            await guest.start();
            await guest.stop();
            assert.match(await negotiated("/conformance", token), /^\{"negotiateVersion":1,[^\0-\x1f]*\}$/);
        }
    });
    const left = Promise.all(guests).then(() => "all have left");
    while ((await Promise.race([left, speaker.invoke("ToOthers", "for members only")])) !== "all have left");
});

async function negotiated(path, token) {
    const url = new URL(`${path}/negotiate?negotiateVersion=1`, baseUrl);
    return (await fetch(url, { method: "POST", headers: { Authorization: `Bearer ${token}` } })).text();
}
