// The main scenario, for servers on which the whole matrix is not run: two users see each other, and one unicast.
import assert from "node:assert/strict";
import { correspondent, watcher } from "./testing/clients.mjs";
import { newUsers } from "./testing/server.mjs";
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
