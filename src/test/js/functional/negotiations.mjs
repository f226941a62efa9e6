// Runs in Node and in browsers: how a connection comes about, and what it is called.
import { equal } from "../conformance/claims.mjs";
import { breaks, ends } from "./connections.mjs";

const withoutWebSockets = "/functional-without-websockets";

/** Each is proved with a `Bench`, and throws where the server is wrong. */
export const negotiations = {
    async "can reconnect after negotiate redirect"(bench) {
        const connection = await bench.started({ path: redirect(bench), reconnects: true });
        const { connectionId } = connection;
        const redirects = await connection.invoke("GetNumRedirects", connection.visit);
        const newId = await breaks(connection);
        equal(newId === connectionId, false);
        equal(await connection.invoke("GetCallerConnectionId"), newId);
        equal((await connection.invoke("GetNumRedirects", connection.visit)) > redirects, true);
        await ends(connection);
    },

    async "can reconnect after skipping negotiation"(bench) {
        const connection = await bench.started({ ...skipped(bench), reconnects: true });
        equal(await breaks(connection), undefined);
        equal(await connection.invoke("Echo", "test"), "test");
        await ends(connection);
    },

    async "connection id matches server side connection id"(bench) {
        const connection = bench.connection({ path: redirect(bench), reconnects: true });
        equal(connection.connectionId, null);
        await connection.start();
        const { connectionId } = connection;
        equal(await connection.invoke("GetCallerConnectionId"), connectionId);
        const newId = await breaks(connection);
        equal(newId === connectionId, false);
        equal(await connection.invoke("GetCallerConnectionId"), newId);
        equal(connection.connectionId, newId);
        await ends(connection);
        equal(connection.connectionId, null);
    },

    async "connection id is always null if negotiation is skipped"(bench) {
        const connection = bench.connection(skipped(bench));
        equal(connection.connectionId, null);
        await connection.start();
        equal(connection.connectionId, null);
        await ends(connection);
        equal(connection.connectionId, null);
    },

    async "allows Server-Sent Events when negotiating for JSON protocol"(bench) {
        const connection = await bench.started({ path: withoutWebSockets, protocol: bench.protocol("JSON") });
        equal(await connection.invoke("GetActiveTransportName"), "ServerSentEvents");
        await ends(connection);
    },

    async "skips Server-Sent Events when negotiating for MessagePack protocol"(bench) {
        const connection = await bench.started({ path: withoutWebSockets, protocol: bench.protocol("MessagePack") });
        equal(await connection.invoke("GetActiveTransportName"), "LongPolling");
        await ends(connection);
    },

    async "transport falls back from WebSockets to SSE or LongPolling"(bench) {
        const connection = await bench.started({
            WebSocket: class {
                constructor() {
                    throw new Error("WebSockets are blocked here");
                }
            },
        });
        const name = await connection.invoke("GetActiveTransportName");
        equal(["ServerSentEvents", "LongPolling"].includes(name), true);
        await ends(connection);
    },

    async "over LongPolling it sends DELETE request and waits for poll to terminate"(bench) {
        const httpClient = watched(bench);
        const connection = await bench.started({ transport: bench.signalR.HttpTransportType.LongPolling, httpClient });
        let over = false;
        httpClient.poll.then(
            () => (over = true),
            (error) => (over = error instanceof bench.AbortError),
        );
        await ends(connection);
        equal([over, httpClient.methods.includes("DELETE")], [true, true]);
    },

    async "populates the Content-Type header when sending XMLHttpRequest"(bench) {
        const connection = await bench.started({
            path: withoutWebSockets,
            transport: bench.signalR.HttpTransportType.LongPolling,
            httpClient: bench.httpClient("XMLHttpRequest"),
        });
        equal(await connection.invoke("GetActiveTransportName"), "LongPolling");
        equal(await connection.invoke("GetContentTypeHeader", connection.visit), "text/plain;charset=UTF-8");
        await ends(connection);
    },
};

/** Negotiates at an address that sends the client on to the hub. */
function redirect(bench) {
    return `/functional-redirect?baseUrl=${encodeURIComponent(bench.url)}`;
}

function skipped(bench) {
    return { transport: bench.signalR.HttpTransportType.WebSockets, skipNegotiation: true };
}

/** A client for HTTP that notes its methods, and the last poll that it sent. */
function watched(bench) {
    const { HttpClient } = bench.signalR;
    const inner = bench.httpClient("fetch");
    return new (class extends HttpClient {
        methods = [];
        poll = null;

        send(request) {
            this.methods.push(request.method);
            const answer = inner.send(request);
            if (request.method === "GET") {
                this.poll = answer;
            }
            return answer;
        }

        getCookieString(url) {
            return inner.getCookieString(url);
        }
    })();
}
