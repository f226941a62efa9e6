// The unmodified npm client in Node over each transport: calls, events, and a stop that the server hears of.
import { HttpTransportType } from "@microsoft/signalr";
import assert from "node:assert/strict";
import { Cable } from "./testing/cable.mjs";
import { connection, watcher } from "./testing/clients.mjs";
import { newUsers, tokenOf } from "./testing/server.mjs";
import { test } from "./testing/test.mjs";

const { WebSockets, ServerSentEvents, LongPolling } = HttpTransportType;

for (const transport of [WebSockets, ServerSentEvents, LongPolling]) {
    const name = HttpTransportType[transport];

    test(`over ${name} calls are answered and events arrive in order`, async (t) => {
        const [anna] = newUsers("anna");
        const token = await tokenOf(anna);
        const options = { accessTokenFactory: () => token, transport };
        const annas = connection(t, "/signalrhub", options, "Registered", "Orders_Counted");
        await annas.start();

        await annas.invoke("RegisterUser", anna);
        for (let number = 0; number < 50; number++) {
            annas.send("UnicastAsync", anna, "Orders", "Counted", number);
        }

        await annas.heard.heard(["Orders_Counted"], { count: 50 });
        const numbers = annas.heard.matching(["Orders_Counted"]).map(([, number]) => number);
        assert.deepEqual(numbers, Array.from({ length: 50 }, (_, number) => number));
        assert.equal(annas.heard.matching(["Registered"])[0][1], annas.connectionId);
        await assert.rejects(annas.invoke("NoSuchMethod"), /Method does not exist/);
    });

    test(`over ${name} a large message passes both ways`, async (t) => {
        const [anna] = newUsers("anna");
        const token = await tokenOf(anna);
        const annas = connection(t, "/signalrhub", { accessTokenFactory: () => token, transport }, "Orders_Read");
        await annas.start();
        await annas.invoke("RegisterUser", anna);
        const long = "é\n".repeat(7_000);

        await annas.invoke("UnicastAsync", anna, "Orders", "Read", long);

        assert.deepEqual(await annas.heard.heard(["Orders_Read"]), ["Orders_Read", long]);
    });

    test(`over ${name} a client that stops is soon gone`, async (t) => {
        const [anna, bob] = newUsers("anna", "bob");
        const annas = await watcher(t, anna);
        await annas.heard.heard(["GetOnlineUsers"]); // she is connected a moment before she has arrived
        const bobs = await watcher(t, bob, { transport });
        await annas.heard.heard(["UserIsOnline", bob]);

        await bobs.stop();

        assert.equal(bobs.state, "Disconnected");
        await annas.heard.heard(["UserIsOffline", bob], { within: 10_000 });
    });
}

test("over ServerSentEvents a client whose line breaks is soon missed", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const cable = await Cable.lay(t);
    await cable.plug();
    const annas = await watcher(t, anna);
    await annas.heard.heard(["GetOnlineUsers"]);
    await watcher(t, bob, { transport: ServerSentEvents, url: cable.baseUrl.slice(0, -1) });
    await annas.heard.heard(["UserIsOnline", bob]);

    await cable.pull();

    await annas.heard.heard(["UserIsOffline", bob], { within: 15_000 }); // long before the client timeout
});

test("who has no WebSockets gets the next best transport", async (t) => {
    const [anna] = newUsers("anna");
    const token = await tokenOf(anna);
    const noSockets = class {
        constructor() {
            throw new Error("WebSockets are blocked here");
        }
    };
    const annas = connection(t, "/signalrhub", { accessTokenFactory: () => token, WebSocket: noSockets }, "Registered");
    await annas.start();

    await annas.invoke("RegisterUser", anna);

    assert.equal(annas.heard.matching(["Registered"]).length, 1);
});
