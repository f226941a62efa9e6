import { connect } from "node:net";
import { randomBytes } from "node:crypto";

/** One TCP connection, on which whoever has it writes what he likes. Nothing thrown: an end is an end. */
export class Line {
    #socket;
    #input = Buffer.alloc(0);
    #take = () => {};
    isOpen = true;

    constructor(url) {
        this.#socket = connect(Number(url.port || 80), url.hostname);
        this.#socket.setNoDelay(true);
        this.#socket.on("data", (bytes) => this.#arrived(bytes));
        this.#socket.on("error", () => {});
        this.ended = new Promise((resolve) => this.#socket.on("close", resolve));
        this.ended.then(() => {
            this.isOpen = false;
            this.#take();
        });
    }

    write(bytes) {
        if (this.isOpen) {
            this.#socket.write(bytes);
        }
    }

    /** Reads no more from now on, as a client that hangs does. */
    stall() {
        this.#socket.pause();
    }

    destroy() {
        this.#socket.destroy();
    }

    #arrived(bytes) {
        this.#input = this.#input.length === 0 ? bytes : Buffer.concat([this.#input, bytes]);
        this.#take();
    }

    /** Waits until `find` answers how many bytes it needs, and takes them; null at the end. */
    async take(find) {
        while (this.isOpen || this.#input.length > 0) {
            const length = find(this.#input);
            if (length > 0 && length <= this.#input.length) {
                const taken = this.#input.subarray(0, length);
                this.#input = this.#input.subarray(length);
                return taken;
            }
            if (!this.isOpen) {
                return null;
            }
            await new Promise((resolve) => (this.#take = resolve));
        }
        return null;
    }

    /** The head of an answer: its status, and its text. */
    async head() {
        const bytes = await this.take((input) => input.indexOf("\r\n\r\n") + 4 - (input.indexOf("\r\n\r\n") < 0 ? 4 : 0));
        const text = bytes?.toString("latin1") ?? "";
        return { status: Number(text.slice(9, 12)), text };
    }

    /** A whole answer to a request that said `Connection: close`, or one with a length. */
    async answer() {
        const head = await this.head();
        const length = /content-length: (\d+)/i.exec(head.text);
        let body = "";
        if (length && Number(length[1]) > 0) {
            body = (await this.take(() => Number(length[1])))?.toString() ?? "";
        } else if (/transfer-encoding: chunked/i.test(head.text)) {
            for (let chunk = await this.chunk(); chunk; chunk = await this.chunk()) {
                body += chunk;
            }
        }
        return { status: head.status, body };
    }

    /** The next chunk of a chunked body; empty at its end. */
    async chunk() {
        const size = await this.take((input) => input.indexOf("\r\n") + 2 - (input.indexOf("\r\n") < 0 ? 2 : 0));
        const length = parseInt(size?.toString() ?? "0", 16);
        const bytes = await this.take(() => length + 2);
        return bytes === null || length === 0 ? "" : bytes.subarray(0, length).toString();
    }

    /** The next WebSocket frame, or null. */
    async frame() {
        let header = 2;
        const bytes = await this.take((input) => {
            if (input.length < 2) {
                return 0;
            }
            const short = input[1] & 0x7f;
            header = short === 126 ? 4 : short === 127 ? 10 : 2;
            if (input.length < header) {
                return 0;
            }
            return header + (short === 126 ? input.readUInt16BE(2) : short === 127 ? Number(input.readBigUInt64BE(2)) : short);
        });
        return bytes && { opcode: bytes[0] & 0x0f, payload: bytes.subarray(header) };
    }
}

/** A request that says what it is told to. */
export function request(url, method, path, { token, headers = {}, body, length } = {}) {
    const size = length ?? (body === undefined ? (method === "POST" ? 0 : null) : Buffer.byteLength(body));
    const lines = [`${method} ${path} HTTP/1.1`, `Host: ${url.host}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
    if (token) {
        lines.push(`Authorization: Bearer ${token}`);
    }
    if (!("Connection" in headers)) {
        lines.push("Connection: close");
    }
    if (size !== null) {
        lines.push(`Content-Length: ${size}`);
    }
    return `${lines.join("\r\n")}\r\n\r\n${body ?? ""}`;
}

export function upgrade(url, path, token) {
    const headers = { Upgrade: "websocket", Connection: "Upgrade", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": randomBytes(16).toString("base64") };
    return request(url, "GET", path, { token, headers });
}

/** A frame as clients send it: masked, with zeros. */
export function frame(payload, { opcode = 1, final = true, length } = {}) {
    const bytes = Buffer.from(payload);
    const size = length ?? bytes.length;
    const head = size < 126 ? Buffer.alloc(6) : size < 65_536 ? Buffer.alloc(8) : Buffer.alloc(14);
    head[0] = (final ? 0x80 : 0) | opcode;
    head[1] = 0x80 | (size < 126 ? size : size < 65_536 ? 126 : 127);
    if (head.length === 8) {
        head.writeUInt16BE(size, 2);
    } else if (head.length === 14) {
        head.writeBigUInt64BE(BigInt(size), 2);
    }
    return Buffer.concat([head, bytes]);
}

/** Sends one request on a line of its own, and answers what came. */
export async function ask(url, ...what) {
    const line = new Line(url);
    line.write(request(url, ...what));
    const answer = await line.answer();
    line.destroy();
    return answer;
}
