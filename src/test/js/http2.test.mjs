// What browsers do with one connection of HTTP/2, which they speak below TLS.
import assert from "node:assert/strict";
import { once } from "node:events";
import { constants } from "node:http2";
import { test } from "node:test";
import { Http2 } from "./testing/http2.mjs";

const within = { timeout: 8_000 };
const hub = "/functional";
const handshake = '{"protocol":"json","version":1}\x1e';
const call = (id) => `{"type":1,"invocationId":"${id}","target":"Echo","arguments":["text ${id}"]}\x1e`;

/** A connection that is polled: its address, once the handshake is over. */
async function polled(line) {
    const path = await line.negotiate(hub);
    assert.equal((await line.get(path)).status, 200);
    assert.equal((await line.post(path, handshake)).status, 200);
    assert.equal((await line.get(path)).text, "{}\x1e");
    return path;
}

test("a request that is answered before its body ends costs nobody else anything", within, async (t) => {
    const line = await Http2.open(t);
    const path = await polled(line);
    const poll = line.get(path);
    const early = line.begin("POST", `${hub}/negotiate?negotiateVersion=1`);
    const answer = Http2.answer(early);
    await line.reads();
    early.end();
    assert.equal((await answer).status, 200);
    if (!early.destroyed) {
        await once(early, "close");
    }
    assert.equal(early.rstCode, constants.NGHTTP2_NO_ERROR); // a reset makes browsers drop the answer

    await line.post(path, call(1));
    assert.match((await poll).text, /"result":"text 1"/);
});

test("a message whose body comes after its headers is not lost", within, async (t) => {
    const line = await Http2.open(t);
    const path = await polled(line);
    for (let id = 1; id <= 20; id++) {
        const poll = line.get(path);
        const message = line.begin("POST", path);
        const answer = Http2.answer(message);
        await line.reads();
        const [first, ...rest] = call(id);
        message.write(first);
        await line.reads();
        message.end(rest.join(""));

        assert.equal((await answer).status, 200);
        assert.match((await poll).text, new RegExp(`"result":"text ${id}"`));
    }
});

test("each event leaves when it is written", within, async (t) => {
    const line = await Http2.open(t);
    const { path, hears } = await line.events(hub);
    await line.post(path, handshake);
    await hears("data: {}\x1e");
    for (let id = 1; id <= 20; id++) {
        await line.post(path, call(id));
        await hears(`"result":"text ${id}"`);
    }
});

test("polls and event streams whose clients leave at once hold up nobody", within, async (t) => {
    const line = await Http2.open(t);
    for (let i = 0; i < 20; i++) {
        const path = await line.negotiate(hub);
        const accept = i % 2 === 0 ? "*/*" : "text/event-stream";
        line.begin("GET", path, { accept }).close(constants.NGHTTP2_CANCEL);
    }
    const path = await polled(line);
    await line.post(path, call(1));
    assert.match((await line.get(path)).text, /"result":"text 1"/);
});

test("whoever resets an event stream has left", within, async (t) => {
    const line = await Http2.open(t);
    const { path, hears, leave } = await line.events(hub);
    await line.post(path, handshake);
    await hears("data: {}\x1e");
    leave();
    let status = 200;
    while (status === 200) {
        ({ status } = await line.post(path, call(1)));
    }
    assert.equal(status, 404);
});

test("bodies that never come hold up nobody", within, async (t) => {
    const line = await Http2.open(t);
    const path = await polled(line);
    const others = [];
    for (let i = 0; i < 40; i++) {
        const other = await line.negotiate(hub);
        assert.equal((await line.get(other)).status, 200);
        line.begin("POST", other, { "content-length": 1000 }).write("{");
        others.push(other);
    }
    await line.reads();
    for (const server of [line, await Http2.open(t)]) {
        await server.negotiate(hub);
    }
    await line.post(path, call(1));
    assert.match((await line.get(path)).text, /"result":"text 1"/);
    for (const other of others) {
        assert.equal((await Http2.answer(line.begin("DELETE", other))).status, 202);
    }
    await line.negotiate(hub);
});
