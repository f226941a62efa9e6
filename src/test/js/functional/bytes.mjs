// Runs in Node and in browsers: below hub connections. No hub takes bytes as they are, so a hub's echo stands for the bytes that come back.
import { equal } from "../conformance/claims.mjs";
import { ends } from "./connections.mjs";

const message = "Hello World!";
const end = "\x1e";
const handshake = JSON.stringify({ protocol: "json", version: 1 }) + end;
const call = JSON.stringify({ type: 1, invocationId: "1", target: "Echo", arguments: [message] }) + end;

/** Each is proved with a `Bench`, and throws where the server is wrong. */
export const bytes = {
    async "can connect to the server without specifying transport explicitly"(bench) {
        await echoes(bench);
    },

    async "can be used to connect to SignalR"(bench) {
        const socket = new bench.WebSocket(`${bench.url.replace(/^http/, "ws")}/functional`);
        const closed = new Promise((closed) => (socket.onclose = closed));
        socket.onopen = () => socket.send(handshake + call);
        socket.onmessage = ({ data }) => data.includes(message) && socket.close();
        const { code, wasClean } = await closed;
        equal([code, wasClean], [1000, true]);
    },

    async "can use SignalR client"(bench) {
        const worker = new Worker("/functional/worker.js");
        try {
            const heard = new Promise((heard, failed) => {
                worker.onmessage = ({ data }) => heard(data);
                worker.onerror = failed;
            });
            worker.postMessage({ url: `${bench.url}/functional`, message });
            equal(await heard, message);
        } finally {
            worker.terminate();
        }
    },
};

/** The same over each transport, with each client for HTTP. */
export const carried = {
    async "can send and receive messages"(bench) {
        await echoes(bench, { logMessageContent: true });
    },

    async "does not log content of messages sent or received by default"(bench) {
        const log = await logged(bench, {});
        equal([log.length > 0, log.filter((line) => line.includes(message))], [true, []]);
    },

    async "does log content of messages sent or received when enabled"(bench) {
        const log = await logged(bench, { logMessageContent: true });
        equal(log.filter((line) => line.includes(message)).length, 2); // sent, and received
    },

    async "honors withCredentials flag"(bench) {
        for (const withCredentials of [true, false]) {
            const connection = await bench.started({ withCredentials });
            const cookie = await connection.invoke("GetCookie", connection.visit, "testCookie");
            equal(cookie, withCredentials ? "testValue" : null);
            await ends(connection);
        }
    },
};

async function echoes(bench, options) {
    const connection = bench.bytes(options);
    const closed = new Promise((closed) => (connection.onclose = closed));
    const heard = new Promise((heard) => (connection.onreceive = (data) => data.includes(message) && heard()));
    await connection.start(bench.signalR.TransferFormat.Text);
    await connection.send(handshake + call);
    await heard;
    await connection.stop();
    equal(await closed, undefined);
}

/** What the client logs meanwhile. */
async function logged(bench, options) {
    const lines = [];
    await echoes(bench, { ...options, logger: { log: (_, line) => lines.push(line) } });
    return lines;
}
