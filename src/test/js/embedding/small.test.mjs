// The WAR of examples/small: hubs beside a REST application at the root.
import assert from "node:assert/strict";
import { HttpTransportType } from "@microsoft/signalr";
import { connection } from "../testing/clients.mjs";
import { apiUrl } from "../testing/server.mjs";
import { test } from "../testing/test.mjs";
import { token } from "./tokens.mjs";

for (const transport of ["WebSockets", "ServerSentEvents", "LongPolling"]) {
    test(`hubs and REST at the root get along over ${transport}`, async (t) => {
        const options = { accessTokenFactory: () => token("sina"), transport: HttpTransportType[transport] };
        const presence = connection(t, "/hubs/presence", options, "GetOnlineUsers");
        const chat = connection(t, "/hubs/chat", options, "said");
        await presence.start();
        await chat.start();
        assert.ok((await presence.heard.heard(["GetOnlineUsers"]))[1].includes("sina"));
        await chat.invoke("say", transport);
        await chat.heard.heard(["said", "sina", transport]);
        assert.ok((await (await fetch(`${apiUrl}/online`)).json()).includes("sina"));
    });
}
