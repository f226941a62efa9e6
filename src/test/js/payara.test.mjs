// The main scenario, for servers on which the whole matrix is not run: two users see each other, one unicast, and transactions.
import assert from "node:assert/strict";
import net from "node:net";
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

// Grizzly mixes up sockets on which requests are sent ahead of answers; so it closes them behind the first of these.
test("what somebody sends ahead of the answers is answered to nobody else", async () => {
    const users = newUsers(...Array.from({ length: 60 }, (_, number) => `ahead-${number}`));
    const answers = await Promise.all(users.map((user) => sentAhead(user, 60)));

    answers.forEach((subjects, number) => {
        assert.ok(subjects.length > 0, `${users[number]} has no answer`);
        assert.deepEqual(new Set(subjects), new Set([users[number]]));
    });
});

/** For whom the tokens are that come back on one socket, on which so many were asked for at once. */
function sentAhead(user, number) {
    const server = new URL(baseUrl);
    const body = JSON.stringify({ user });
    const request = `POST /development/token HTTP/1.1\r\nHost: ${server.host}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    return new Promise((done, failed) => {
        let text = "";
        const tokens = () => [...text.matchAll(/"token":"[^."]*\.([^."]*)\.[^"]*"/g)];
        const end = () => done(tokens().map(([, claims]) => JSON.parse(Buffer.from(claims, "base64url")).sub));
        const socket = net.connect(server.port, server.hostname, () => socket.write(request.repeat(number)));
        socket.setTimeout(30_000, () => socket.destroy(new Error(`${user} waits for ${number - tokens().length} answers`)));
        socket.on("data", (bytes) => {
            text += bytes.toString("latin1");
            if (tokens().length === number) {
                socket.end();
            }
        });
        socket.on("close", end);
        socket.on("error", (cause) => (cause.code === "ECONNRESET" ? end() : failed(cause)));
    });
}

async function negotiated(path, token) {
    const url = new URL(`${path}/negotiate?negotiateVersion=1`, baseUrl);
    return (await fetch(url, { method: "POST", headers: { Authorization: `Bearer ${token}` } })).text();
}
