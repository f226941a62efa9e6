// Runs in Node and in browsers: who may connect, cookies, headers and reconnects, over every transport.
import { equal, fails } from "../conformance/claims.mjs";
import { breaks, ends } from "./connections.mjs";

const authorized = "/functional-authorized";

/** Each is proved with a `Bench`, and throws where the server is wrong. */
export const transports = {
    async "can connect to hub with authorization"(bench) {
        await entersWith(bench, () => bench.token);
    },

    async "can connect to hub with authorization using async token factory"(bench) {
        await entersWith(bench, async () => bench.token);
    },

    /** HTTP/2, which browsers speak below TLS, has no reason phrase. */
    async "can get error from unauthorized hub connection"(bench) {
        const phrase = bench.inBrowser && bench.mode.secure ? "" : "Unauthorized";
        await fails(
            bench.connection({ path: authorized }).start(),
            `Failed to complete negotiation with the server: Error: ${phrase}: Status code '401'`,
        );
    },

    async "terminates if no messages received within timeout interval"(bench) {
        const connection = await bench.started();
        connection.serverTimeoutInMilliseconds = 1; // from the next message on
        await connection.invoke("Echo", "");
        const error = await connection.closed;
        equal(error.message, "Server timeout elapsed without receiving a message from the server.");
    },

    async "preserves cookies between requests"(bench) {
        const connection = await bench.started();
        equal(await connection.invoke("GetCookie", connection.visit, "testCookie"), "testValue");
        equal(await connection.invoke("GetCookie", connection.visit, "testCookie2"), "testValue2");
        await ends(connection);
    },

    async "expired cookies are not preserved"(bench) {
        const connection = await bench.started();
        equal(await connection.invoke("GetCookie", connection.visit, "expiredCookie"), null);
        await ends(connection);
    },

    async "can reconnect"(bench) {
        const connection = await bench.started({ reconnects: true });
        const { connectionId } = connection;
        equal((await breaks(connection)) === connectionId, false);
        equal(await connection.invoke("Echo", "test"), "test");
        await ends(connection);
    },

    async "can change url in reconnecting state"(bench) {
        const connection = await bench.started({ reconnects: true });
        const elsewhere = "http://nowhere.invalid/";
        const changed = new Promise((done) => {
            connection.onreconnecting(() => {
                connection.baseUrl = elsewhere;
                done();
            });
        });
        connection.serverTimeout();
        await changed;
        equal(connection.baseUrl, elsewhere);
        await connection.stop();
    },

    async "sets the user agent header"(bench) {
        const connection = await bench.started();
        const [name, value] = bench.userAgent;
        equal(await connection.invoke("GetHeader", connection.visit, name), setsHeaders(bench) ? value : null);
        await ends(connection);
    },

    async "overwrites library headers with user headers"(bench) {
        const [name] = bench.userAgent;
        const connection = await bench.started({ headers: { [name]: "Custom Agent", "X-HEADER": "VALUE" } });
        const sets = setsHeaders(bench);
        equal(await connection.invoke("GetHeader", connection.visit, name), sets ? "Custom Agent" : null);
        equal(await connection.invoke("GetHeader", connection.visit, "X-HEADER"), sets ? "VALUE" : null);
        await ends(connection);
    },
};

async function entersWith(bench, accessTokenFactory) {
    const connection = await bench.started({ path: authorized, accessTokenFactory });
    equal(await connection.invoke("Echo", "Grüße, 世界！"), "Grüße, 世界！");
    await ends(connection);
}

/** Browsers let nobody set headers of a WebSocket or an event stream. */
function setsHeaders(bench) {
    return !bench.inBrowser || bench.mode.transport === "LongPolling";
}
