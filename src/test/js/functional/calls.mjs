// Runs in Node and in browsers: calls and streams, in every mode.
import { collected, equal, fails, until } from "../conformance/claims.mjs";
import { ends, next } from "./connections.mjs";

const greeting = "Grüße, 世界！";
const purpose = "An error occurred.";

/** What somebody hears who listens in another case than the server calls. */
const heardAs = "mEssaGe";

async function echoes(bench) {
    const connection = await bench.started();
    equal(await connection.invoke("Echo", greeting), greeting);
    await ends(connection);
}

/** What JSON has as text. */
const bytes = (bench, base64) => (isBinary(bench) ? Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)) : base64);
const time = (bench, text) => (isBinary(bench) ? new Date(text) : text);
const isBinary = (bench) => bench.mode.protocol === "MessagePack";

/** Each is proved with a `Bench`, and throws where the server is wrong. */
export const calls = {
    "can invoke server method and receive result": echoes,

    "using https, can invoke server method and receive result": echoes,

    async "can invoke server method non-blocking and not receive result"(bench) {
        const connection = await bench.started();
        equal(await connection.send("Echo", greeting), undefined);
        await ends(connection);
    },

    async "can invoke server method structural object and receive structural result"(bench) {
        const connection = await bench.started();
        const heard = next(connection, "CustomObject");
        await connection.send("SendCustomObject", { Name: "test", Value: 42 });
        equal(await heard, [{ Name: "test", Value: 42 }]);
        await ends(connection);
    },

    async "can stream server method and receive result"(bench) {
        const connection = await bench.started();
        equal(await collected(connection.stream("Stream")), ["a", "b", "c"]);
        await ends(connection);
    },

    async "can stream server method and cancel stream"(bench) {
        const connection = await bench.started();
        const cancelled = next(connection, "StreamCanceled");
        const failed = new Promise((_, error) => {
            connection.stream("InfiniteStream").subscribe({ next() {}, complete() {}, error }).dispose();
        });
        await Promise.race([cancelled, failed]);
        await ends(connection);
    },

    async "rethrows an exception from the server when invoking"(bench) {
        const connection = await bench.started();
        await fails(
            connection.invoke("ThrowException", purpose),
            `An unexpected error occurred invoking 'ThrowException' on the server. HubException: ${purpose}`,
        );
        await ends(connection);
    },

    async "throws an exception when invoking streaming method with invoke"(bench) {
        const connection = await bench.started();
        await fails(
            connection.invoke("EmptyStream"),
            "The client attempted to invoke the streaming 'EmptyStream' method with a non-streaming invocation.",
        );
        await ends(connection);
    },

    async "throws an exception when receiving a streaming result for method called with invoke"(bench) {
        const connection = await bench.started();
        await fails(
            connection.invoke("Stream"),
            "The client attempted to invoke the streaming 'Stream' method with a non-streaming invocation.",
        );
        await ends(connection);
    },

    async "rethrows an exception from the server when streaming"(bench) {
        const connection = await bench.started();
        await fails(
            collected(connection.stream("StreamThrowException", purpose)),
            `An unexpected error occurred invoking 'StreamThrowException' on the server. HubException: ${purpose}`,
        );
        await ends(connection);
    },

    async "throws an exception when invoking hub method with stream"(bench) {
        const connection = await bench.started();
        await fails(
            collected(connection.stream("Echo", "42")),
            "The client attempted to invoke the non-streaming 'Echo' method with a streaming invocation.",
        );
        await ends(connection);
    },

    async "can receive server calls"(bench) {
        const connection = await bench.started();
        const heard = next(connection, heardAs);
        await connection.invoke("InvokeWithString", greeting);
        equal(await heard, [greeting]);
        await ends(connection);
    },

    async "can receive server calls without rebinding handler when restarted"(bench) {
        const connection = bench.connection();
        const heard = [];
        connection.on(heardAs, (text) => heard.push(text));
        for (const text of [`first ${greeting}`, `second ${greeting}`]) {
            await connection.start();
            await connection.invoke("InvokeWithString", text);
            await until(() => heard.includes(text), "the call is heard");
            await ends(connection);
        }
        equal(heard.length, 2);
    },

    async "closed with error or start fails if hub cannot be created"(bench) {
        const connection = bench.connection({ path: "/uncreatable" });
        const error = await connection.start().then(
            () => connection.closed,
            (error) => error,
        );
        equal(error?.message, "Server returned an error on close: Connection closed with an error.");
    },

    async "can handle different types"(bench) {
        const connection = await bench.started();
        const value = {
            ByteArray: bytes(bench, "aGVsbG8="),
            DateTime: time(bench, "2002-04-01T10:20:15Z"),
            Guid: "00010203-0405-0607-0706-050403020100",
            IntArray: [1, 2, 3, 255],
            String: "Hello, World!",
        };
        equal(await connection.invoke("EchoComplexObject", value), value);
        await ends(connection);
    },

    async "can receive different types"(bench) {
        const connection = await bench.started();
        equal(await connection.invoke("SendComplexObject"), {
            ByteArray: bytes(bench, "AQID"),
            DateTime: time(bench, "2000-01-01T00:00:00Z"),
            Guid: "00010203-0405-0607-0706-050403020100",
            IntArray: [1, 2, 3],
            String: "hello world",
        });
        await ends(connection);
    },

    async "can be restarted"(bench) {
        const connection = bench.connection();
        for (const text of ["first", "second"]) {
            await connection.start();
            equal(await connection.invoke("Echo", text), text);
            await ends(connection);
        }
    },

    async "can stream from client to server with rxjs"(bench) {
        const connection = await bench.started();
        const source = new Observable();
        const joined = connection.invoke("StreamingConcat", source);
        for (const text of ["Hello ", "world", "!"]) {
            source.tell("next", text);
        }
        source.tell("complete");
        equal(await joined, "Hello world!");
        await ends(connection);
    },

    async "can stream from client to server and close with error with rxjs"(bench) {
        const connection = await bench.started();
        const source = new Observable();
        const joined = connection.invoke("StreamingConcat", source);
        source.tell("next", "Hello ");
        source.tell("error", new Error("Something bad"));
        await fails(
            joined,
            "An unexpected error occurred invoking 'StreamingConcat' on the server. HubException: Something bad",
        );
        await ends(connection);
    },

    async "can return result to server"(bench) {
        equal(await asked(bench, () => 10), "10");
    },

    async "can throw result to server"(bench) {
        const answer = () => {
            throw new Error("from callback");
        };
        equal(await asked(bench, answer), "Error: from callback");
    },

    async "returns result error to server when no result given"(bench) {
        equal(await asked(bench), "Client didn't provide a result.");
    },
};

/** What the server is told when it asks a client that answers so. */
async function asked(bench, answer) {
    const connection = await bench.started();
    if (answer) {
        connection.on("Result", answer);
    }
    const response = await fetch(`${bench.url}/functional-result?client=${connection.connectionId}`);
    const told = await response.text();
    await ends(connection);
    return told;
}

/** What the client needs of another library's stream, such as one of rxjs: those who subscribe are told, and may unsubscribe. */
class Observable {
    #observers = new Set();

    subscribe(observer) {
        this.#observers.add(observer);
        return { unsubscribe: () => this.#observers.delete(observer) };
    }

    tell(what, ...args) {
        this.#observers.forEach((observer) => observer[what]?.(...args));
    }
}
