// What Microsoft's .NET client 11 sends, recorded once and played again: its requests, their headers and order, its frames and its timing.
// The client shakes hands, asks, shows a fresh token with another role, calls what that opens, cancels a call, asks again, and stops.
import { decode } from "@msgpack/msgpack";
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import net from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { apiUrl, newUsers, tokenOf } from "./testing/server.mjs";
import { test } from "./testing/test.mjs";

const { hostname, port, host } = new URL(apiUrl);
const RECORD = "\u001e";
const HANDSHAKE = `{}${RECORD}`;

/** One socket of the recorded client. */
class Socket {
    #socket = net.connect(Number(port), hostname);
    #received = Buffer.alloc(0);
    #answered = 0;
    statuses = [];
    bodies = [];
    methods = [];
    frames = [];
    #upgraded = false;

    constructor() {
        this.#socket.on("data", (bytes) => {
            this.#received = Buffer.concat([this.#received, bytes]);
            while (this.#upgraded ? this.#frame() : this.#answer());
            this.#socket.emit("news");
        });
        this.#socket.on("error", () => {}); // the server may be gone first
    }

    /** Takes one whole answer out of what has come; events of a stream as they come. */
    #answer() {
        const end = this.#received.indexOf("\r\n\r\n");
        if (this.streaming) {
            this.bodies.push(this.#received);
            this.#received = Buffer.alloc(0);
            return false;
        }
        if (end < 0) {
            return false;
        }
        const head = this.#received.subarray(0, end).toString();
        const status = Number(head.slice(9, 12));
        this.streaming = /text\/event-stream/i.test(head);
        const rest = this.#received.subarray(end + 4);
        const body = status === 101 || status === 204 || this.streaming ? Buffer.alloc(0) : this.#body(head, rest);
        if (!body) {
            return false;
        }
        this.statuses.push(status);
        this.bodies.push(body.bytes ?? body);
        this.#received = rest.subarray(body.length);
        this.#upgraded = status === 101;
        return this.#received.length > 0;
    }

    /** The body, of which `length` bytes were sent, or nothing if it is not whole. */
    #body(head, rest) {
        const length = /content-length: (\d+)/i.exec(head);
        if (length) {
            return rest.length >= Number(length[1]) && rest.subarray(0, Number(length[1]));
        }
        const parts = [];
        for (let at = 0; ; ) {
            const line = rest.indexOf("\r\n", at);
            const size = parseInt(rest.subarray(at, line).toString(), 16);
            if (line < 0 || rest.length < line + 4 + size) {
                return undefined;
            }
            parts.push(rest.subarray(line + 2, line + 2 + size));
            at = line + 4 + size;
            if (size === 0) {
                return Object.assign(rest.subarray(0, at), { bytes: Buffer.concat(parts) });
            }
        }
    }

    #frame() {
        const bytes = this.#received;
        const long = bytes.length > 3 && bytes[1] === 126;
        const length = long ? bytes.readUInt16BE(2) : bytes[1];
        const from = long ? 4 : 2;
        if (bytes.length < 2 || bytes.length < from + length) {
            return false;
        }
        this.frames.push({ opcode: bytes[0] & 15, payload: bytes.subarray(from, from + length) });
        this.#received = bytes.subarray(from + length);
        return true;
    }

    async until(holds) {
        while (!holds()) {
            await once(this.#socket, "news", { signal: AbortSignal.timeout(20_000) });
        }
    }

    /** All that was asked on this socket is answered. */
    answered() {
        return this.until(() => this.statuses.length === this.#answered);
    }

    /** On one socket the client asks again when it was answered. */
    async request(head, body) {
        await this.answered();
        this.#answered++;
        this.methods.push(head.split(" ", 1)[0]);
        this.#socket.write(Buffer.concat([Buffer.from(`${head}\r\n\r\n`), body]));
    }

    async frame(first, payload) {
        await this.until(() => this.#upgraded);
        const length = payload.length < 126 ? [128 | payload.length] : [128 | 126, payload.length >> 8, payload.length & 255];
        this.#socket.write(Buffer.from([first, ...length, 0, 0, 0, 0, ...payload])); // by a mask of zeros
    }

    end() {
        this.#socket.end();
    }
}

/** All that the server said to the hub connection: frames, what was polled, or the data of events. */
function said(sockets) {
    return [...sockets.values()].flatMap(({ frames, bodies, methods, streaming }) => [
        ...frames.filter(({ opcode }) => opcode === 1 || opcode === 2).map(({ payload }) => payload),
        ...(streaming
            ? [...Buffer.concat(bodies).toString().matchAll(/^data: (.*)$/gm)].map(([, data]) => Buffer.from(data))
            : bodies.filter((_, index) => methods[index] === "GET")),
    ]);
}

const ofJson = (bytes) =>
    bytes
        .flatMap((part) => part.toString().split(RECORD))
        .filter((record) => record.startsWith('{"type"'))
        .map((record) => JSON.parse(record))
        .map(({ type, invocationId, target, arguments: args, result, error }) =>
            type === 1 ? [target, ...args] : type === 3 ? [invocationId, error ?? result] : type === 7 ? ["close"] : undefined,
        );

function ofMessagePack(bytes) {
    const messages = [];
    for (const part of bytes) {
        const begin = part.indexOf(HANDSHAKE) === 0 ? HANDSHAKE.length : 0;
        for (let at = begin; at < part.length; at += part[at] + 1) {
            assert.ok(part[at] < 128, "no message here is as long");
            messages.push(decode(part.subarray(at + 1, at + 1 + part[at])));
        }
    }
    return messages.map(([type, , id, kind, value]) =>
        type === 1 ? [kind, ...value] : type === 3 ? [id, value] : type === 7 ? ["close"] : undefined,
    );
}

for (const mode of ["WebSockets-json", "WebSockets-messagepack", "ServerSentEvents-json", "LongPolling-json", "LongPolling-messagepack"]) {
    test(`it is answered as it expects: ${mode}`, async () => {
        const steps = JSON.parse(readFileSync(new URL(`dotnet/${mode}.json`, import.meta.url)));
        const [dora] = newUsers("dora");
        const known = { host, token0: await tokenOf(dora), token1: await tokenOf(dora, ["boss"]) };
        const sockets = new Map();
        const at = (number) => sockets.get(number) ?? sockets.set(number, new Socket()).get(number);
        let time = steps[0].ms;
        for (const { ms, socket, head, body = "", first, payload, end } of steps) {
            await pause(ms - time);
            time = ms;
            if (head?.some((line) => line.includes("{id}"))) {
                await at(1).until(() => at(1).bodies.length > 0);
                known.id ??= JSON.parse(at(1).bodies[0]).connectionToken;
            }
            if (head) {
                const text = head.join("\r\n").replace(/\{(\w+)\}/g, (_, name) => known[name]);
                await at(socket).request(text, Buffer.from(body, "base64"));
                if (/^POST \S*\/refresh/.test(text)) {
                    await at(socket).answered(); // the client calls what its new role opens when it knows that it has the role
                }
            } else if (payload !== undefined) {
                await at(socket).frame(first, Buffer.from(payload, "base64"));
            } else if (end) {
                at(socket).end();
            }
        }
        const heard = () => (mode.endsWith("json") ? ofJson : ofMessagePack)(said(sockets)).filter(Boolean);
        const wanted = [["1", false], ["Refreshed", true], ["2", "promoted"], ["3", "x stopped"], ["4", true]];
        for (const deadline = Date.now() + 10_000; Date.now() < deadline && heard().length < wanted.length; await pause(20));
        assert.deepEqual(heard().filter(([what]) => what !== "close"), wanted);
        const statuses = [...sockets.values()].flatMap(({ statuses, methods }) =>
            statuses.filter((_, index) => methods[index] !== "DELETE"), // by then the Close message may have ended the connection
        );
        assert.ok(statuses.every((status) => [101, 200, 204].includes(status)), `${statuses}`);
        assert.ok(JSON.parse(at(1).bodies[0]).tokenLifetimeSeconds > 60);
    });
}
