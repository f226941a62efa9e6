// latch.js: the seed's interface, mended.
import * as signalR from "@microsoft/signalr";
import assert from "node:assert/strict";
import Latch from "../../main/webapp/latch.js";
import { Cable } from "./testing/cable.mjs";
import { Recorder } from "./testing/recorder.mjs";
import { apiUrl, newUsers, tokenOf } from "./testing/server.mjs";
import { test } from "./testing/test.mjs";

/** A Latch, a record of what it hears, and one of the errors it reports. */
async function latchOf(t, user, url = apiUrl) {
    const token = await tokenOf(user);
    const heard = new Recorder();
    const errors = new Recorder();
    const latch = new Latch(url, {
        signalR,
        accessTokenFactory: () => token,
        onError: (what, error) => errors.add(what, error.message),
    });
    latch.connection.on("Registered", (id) => heard.add("Registered", id));
    latch.on("Dashboard", "Progress", (...args) => heard.add("Dashboard_Progress", ...args));
    latch.setUserId(user);
    t.after(() => latch.stop());
    return { latch, heard, errors };
}

test("it sends to one, to many and to all, and each call answers a promise", async (t) => {
    const [anna, bob, room] = newUsers("anna", "bob", "Room");
    const annas = await latchOf(t, anna);
    const bobs = await latchOf(t, bob);
    for (const { latch, heard } of [annas, bobs]) {
        latch.on(room, "Opened", (...args) => heard.add("opened", ...args));
        await heard.heard(["Registered"]);
    }
    await annas.latch.unicast(bob, "Dashboard", "Progress", { percent: 40 }, "more");
    await bobs.heard.heard(["Dashboard_Progress", { percent: 40 }, "more"]);
    await bobs.latch.multicast([anna, bob], "Dashboard", "Progress");
    await annas.latch.broadcast(room, "Opened", "hello");
    for (const { heard, errors } of [annas, bobs]) {
        await heard.heard(["Dashboard_Progress"]);
        await heard.heard(["opened", "hello"]);
        assert.deepEqual(errors.entries, []);
    }
    assert.equal(annas.heard.matching(["Dashboard_Progress", { percent: 40 }]).length, 0);
});

test("off takes one callback off, and without one all of them", async (t) => {
    const [anna] = newUsers("anna");
    const { latch, heard } = await latchOf(t, anna);
    await heard.heard(["Registered"]);
    const first = () => heard.add("first");
    latch.on("Tab", "Ping", first);
    latch.on("Tab", "Ping", () => heard.add("second"));
    latch.off("Tab", "Ping", first);
    await latch.unicast(anna, "Tab", "Ping");
    await heard.heard(["second"]);
    latch.off("Tab", "Ping");
    await latch.unicast(anna, "Tab", "Ping");
    await latch.unicast(anna, "Dashboard", "Progress");
    await heard.heard(["Dashboard_Progress"]);
    assert.deepEqual(heard.matching(["first"]), []);
    assert.equal(heard.matching(["second"]).length, 1);
});

test("it registers again after a reconnect", async (t) => {
    const [anna] = newUsers("anna");
    const cable = await Cable.lay(t);
    await cable.plug();
    const { latch, heard } = await latchOf(t, anna, cable.baseUrl);
    await heard.heard(["Registered"]);
    await cable.pull();
    await cable.plug();
    const [, id] = await heard.heard(["Registered"], { count: 2 });
    assert.equal(id, latch.connection.connectionId);
    await latch.unicast(anna, "Dashboard", "Progress", "again");
    await heard.heard(["Dashboard_Progress", "again"]);
});

test("it tries the first start again, reports the failure, and registers then", async (t) => {
    const [anna] = newUsers("anna");
    const cable = await Cable.lay(t);
    const { heard, errors } = await latchOf(t, anna, cable.baseUrl);
    await errors.heard(["The first connection failed and will be tried again"]);
    await cable.plug();
    await heard.heard(["Registered"]);
});

test("a failure is reported and rejects the promise, which nobody has to handle", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const { latch, heard, errors } = await latchOf(t, anna);
    await heard.heard(["Registered"]);
    latch.registerUser(bob); // Ignored: an unhandled rejection would end this process.
    await errors.heard(["Failed registering the user"]);
    await assert.rejects(latch.registerUser(bob), /HubException: .+/);
    await latch.stop();
    await assert.rejects(latch.unicast(anna, "Tab", "Ping"), /Connected/);
    await errors.heard(["Failed sending to a user"]);
});

test("stop ends the attempts to start", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const failed = "The first connection failed and will be tried again";
    t.mock.method(Math, "random", () => 0);
    const cable = await Cable.lay(t);
    const annas = await latchOf(t, anna, cable.baseUrl);
    await annas.errors.heard([failed]);
    await annas.latch.stop();
    const bobs = await latchOf(t, bob, cable.baseUrl);
    await bobs.errors.heard([failed]);
    await cable.plug();
    // Bob's second attempt comes after the same pause as Anna's would have, which began before his.
    await bobs.heard.heard(["Registered"]);
    assert.equal(annas.latch.connection.state, "Disconnected");
    assert.deepEqual(annas.heard.entries, []);
});

test("it says what is missing when there is no client", () => {
    assert.throws(() => new Latch(apiUrl), /Latch needs @microsoft\/signalr/);
});
