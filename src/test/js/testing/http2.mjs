import assert from "node:assert/strict";
import { once } from "node:events";
import http2 from "node:http2";
import { apiUrl } from "./server.mjs";

/** One connection of HTTP/2 to the server under test, as a browser has one for all its pages; closed with the test. */
export class Http2 {
    #session;

    constructor(session) {
        this.#session = session;
    }

    static async open(t) {
        const session = http2.connect(apiUrl, { rejectUnauthorized: false }); // the server has signed its certificate itself
        session.on("error", () => {});
        t.after(() => session.destroy());
        await once(session, "connect");
        return new Http2(session);
    }

    /** A request that stands as it is: of a POST the body is still to come, unless it has none. */
    begin(method, path, { endStream = method !== "POST", ...headers } = {}) {
        const stream = this.#session.request({ ":method": method, ":path": path, ...headers }, { endStream });
        stream.on("error", () => {});
        stream.setEncoding("utf8");
        return stream;
    }

    /** Waits until the server has read all frames that were sent so far: it answers pings in their turn. */
    async reads() {
        await new Promise((read, failed) => this.#session.ping((error) => (error ? failed(error) : read())));
    }

    /** What a request is answered, whole. */
    static async answer(stream) {
        const text = (async () => {
            let text = "";
            for await (const part of stream) {
                text += part;
            }
            return text;
        })();
        const [headers] = await once(stream, "response");
        return { status: headers[":status"], text: await text };
    }

    async post(path, body = "") {
        const stream = this.begin("POST", path, { endStream: body === "" }); // as browsers do
        if (body !== "") {
            stream.end(body);
        }
        return Http2.answer(stream);
    }

    async get(path) {
        return Http2.answer(this.begin("GET", path));
    }

    /** Where a new connection to the hub sends and receives. */
    async negotiate(hub) {
        const { status, text } = await this.post(`${hub}/negotiate?negotiateVersion=1`);
        assert.equal(status, 200, text);
        return `${hub}?id=${JSON.parse(text).connectionToken}`;
    }

    /** The events of a new event stream: its address, a way to wait for some text, and one to leave. */
    async events(hub) {
        const path = await this.negotiate(hub);
        const stream = this.begin("GET", path, { accept: "text/event-stream" });
        let heard = "";
        stream.on("data", (part) => (heard += part));
        await once(stream, "response");
        const hears = async (text) => {
            while (!heard.includes(text)) {
                await once(stream, "data");
            }
        };
        const leave = () => stream.close(http2.constants.NGHTTP2_CANCEL);
        return { path, hears, leave };
    }
}
