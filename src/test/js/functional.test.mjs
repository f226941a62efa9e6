// The cases by which SignalR's own JavaScript client is tested against its server, for the unmodified npm client in Node.
import * as signalR from "@microsoft/signalr";
import { MessagePackHubProtocol } from "@microsoft/signalr-protocol-msgpack";
import { AbortError } from "@microsoft/signalr/dist/cjs/Errors.js";
import { FetchHttpClient } from "@microsoft/signalr/dist/cjs/FetchHttpClient.js";
import { HttpConnection } from "@microsoft/signalr/dist/cjs/HttpConnection.js";
import { getUserAgentHeader } from "@microsoft/signalr/dist/cjs/Utils.js";
import { before, test } from "node:test";
import WebSocket from "ws";
import { Bench } from "./functional/bench.mjs";
import { play, table } from "./functional/cases.mjs";
import { apiUrl, newUsers, tokenOf } from "./testing/server.mjs";

const within = { timeout: 10_000 };
const parts = { FetchHttpClient, HttpConnection, AbortError, getUserAgentHeader };
let token;

before(async () => (token = await tokenOf(newUsers("anna")[0], ["user"])));

for (const { name, title, mode } of table("Node", apiUrl.startsWith("https:"))) {
    test(name, within, () =>
        play(title, new Bench({ signalR, parts, MessagePackHubProtocol, WebSocket, url: apiUrl, token, mode })),
    );
}
