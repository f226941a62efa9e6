import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import WebSocket from "ws";

const speakerTo = (base) => (base.startsWith("https:") ? https : http);

/** One HTTP request on a connection of its own. Answers what came back, and whether more may come: until the signal nobody knows. */
export async function request(base, method, path, { headers = {}, body, signal } = {}) {
    const sent = speakerTo(base).request(base + path, { method, headers, agent: false, signal });
    sent.end(body);
    const [response] = await Promise.race([once(sent, "response"), once(sent, "upgrade")]);
    if (response.statusCode === 101) {
        response.destroy();
        return { status: 101, headers: response.headers, body: Buffer.alloc(0), unfinished: true };
    }
    const chunks = [];
    let unfinished = false;
    try {
        for await (const chunk of response) {
            chunks.push(chunk);
        }
    } catch {
        unfinished = true;
    }
    unfinished ||= signal?.aborted ?? false;
    return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks), unfinished };
}

/** A WebSocket. `read` takes the bytes of each frame, `over` how it ended. */
export async function webSocket({ base, path, headers, binary, read, over }) {
    const socket = new WebSocket(base.replace(/^http/, "ws") + path, { headers, perMessageDeflate: false });
    socket.on("message", (data) => read(typeof data === "string" ? Buffer.from(data) : data));
    socket.on("close", (code, reason) => over(`closed ${code}${reason ? ` ${reason}` : ""}`));
    socket.on("error", () => {});
    socket.on("unexpected-response", async (_, response) => {
        const chunks = [];
        for await (const chunk of response) {
            chunks.push(chunk);
        }
        over(`refused ${response.statusCode} ${Buffer.concat(chunks)}`);
        refused();
    });
    let refused;
    await Promise.race([once(socket, "open").catch(() => {}), new Promise((resolve) => (refused = resolve))]);
    return {
        write: (bytes) => socket.send(binary ? bytes : bytes.toString(), { binary }),
        text: (text) => socket.send(text),
        bytes: (bytes) => socket.send(bytes, { binary: true }),
        frame: (bytes) => socket._socket.write(bytes), // as it stands, rules or no rules
        close: (code) => (code ? socket.close(code) : socket.close()),
        cut: () => socket.terminate(),
        drop: () => socket.terminate(),
    };
}

/** Server-sent events, and POST. */
export async function serverSentEvents({ base, path, headers, read, over }) {
    const sent = speakerTo(base).get(base + path, { headers: { ...headers, Accept: "text/event-stream" }, agent: false });
    const [response] = await once(sent, "response");
    let text = "";
    response.setEncoding("utf8");
    response.on("data", (chunk) => {
        text += chunk;
        for (let end; (end = text.indexOf("\r\n\r\n")) >= 0; text = text.slice(end + 4)) {
            const lines = text.slice(0, end).split("\r\n").filter((line) => line.startsWith("data: "));
            read(Buffer.from(lines.map((line) => line.slice(6)).join("\n")));
        }
    });
    response.on("end", () => over(response.statusCode === 200 ? "stream ended" : `refused ${response.statusCode} ${text}`));
    response.on("error", () => over("stream broke"));
    return posting({ base, path, headers, over, drop: () => sent.destroy() });
}

/** Long polling, and POST. */
export async function longPolling({ base, path, headers, read, over }) {
    const abort = new AbortController();
    const first = await request(base, "GET", path, { headers });
    if (first.status !== 200) {
        over(`refused ${first.status} ${first.body}`);
        return posting({ base, path, headers, over, drop: () => {} });
    }
    (async () => {
        for (;;) {
            const { status, body } = await request(base, "GET", path, { headers, signal: abort.signal });
            if (body.length > 0) {
                read(body);
            }
            if (status !== 200) {
                return over(`poll ${status}`);
            }
        }
    })().catch(() => over("poll broke"));
    return posting({ base, path, headers, over, drop: () => abort.abort(), end: () => request(base, "DELETE", path, { headers }) });
}

/** How a client writes that cannot write where it reads. POSTs go one after the other. */
function posting({ base, path, headers, drop, end = drop }) {
    let last = Promise.resolve();
    const write = (body) => (last = last.then(() => request(base, "POST", path, { headers, body }).catch(() => {})));
    return { write, text: write, bytes: write, close: () => last.then(end), cut: drop, drop };
}

export const transports = { webSockets: webSocket, serverSentEvents, longPolling };
