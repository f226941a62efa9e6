// A page whose client does not refresh tokens by itself does so as docs/tokens.md says.
import * as signalR from "@microsoft/signalr";
import assert from "node:assert/strict";
import { Recorder } from "./testing/recorder.mjs";
import { apiUrl, newUsers, tokenOf } from "./testing/server.mjs";
import { test } from "./testing/test.mjs";

const url = `${apiUrl}/members`;

/** Remembers the secret of the connection, which the client keeps to itself. */
class NegotiatingClient extends signalR.DefaultHttpClient {
    async send(request) {
        const response = await super.send(request);
        if (request.url.includes("/negotiate?")) {
            this.connectionToken = JSON.parse(response.content).connectionToken;
        }
        return response;
    }
}

for (const transport of ["WebSockets", "ServerSentEvents", "LongPolling"]) {
    test(`a fresh token opens what its role does, over ${transport}`, async (t) => {
        const [anna] = newUsers("anna");
        const httpClient = new NegotiatingClient(signalR.NullLogger.instance);
        let token = await tokenOf(anna);
        const connection = new signalR.HubConnectionBuilder()
            .withUrl(url, { httpClient, accessTokenFactory: () => token, transport: signalR.HttpTransportType[transport] })
            .configureLogging(signalR.LogLevel.None)
            .build();
        const heard = new Recorder();
        connection.on("Refreshed", (isBoss) => heard.add("refreshed", isBoss));
        t.after(() => connection.stop());
        await connection.start();
        await assert.rejects(connection.invoke("Promote"), /unauthorized/);

        token = await tokenOf(anna, ["boss"]);
        const answer = await fetch(`${url}/refresh`, {
            method: "POST",
            headers: { Authorization: `Bearer ${token}`, "X-SignalR-Connection-Token": httpClient.connectionToken },
        });

        assert.equal(answer.status, 200);
        assert.ok((await answer.json()).tokenLifetimeSeconds > 60);
        await heard.heard(["refreshed", true]);
        assert.equal(await connection.invoke("Promote"), "promoted");
    });
}
