import { once } from "node:events";
import http from "node:http";
import { apiUrl, tokenOf } from "./server.mjs";

/** A client that connects to a hub over a WebSocket and then reads nothing; gone with the test. */
export async function dawdler(t, user, path) {
    const request = http.get(`${apiUrl}${path}?access_token=${await tokenOf(user)}`, {
        headers: {
            "User-Agent": "Warehouse display 3.1",
            Connection: "Upgrade",
            Upgrade: "websocket",
            "Sec-WebSocket-Version": 13,
            "Sec-WebSocket-Key": Buffer.from("sixteen bytes it").toString("base64"),
        },
    });
    const [, socket] = await once(request, "upgrade");
    t?.after(() => socket.destroy());
    socket.on("error", () => {});
    socket.write(textFrame('{"protocol":"json","version":1}\x1e'));
    await once(socket, "data");
    socket.pause();
}

/** A short text as clients send it, masked with zeros (RFC 6455, 5.2). */
function textFrame(text) {
    const payload = Buffer.from(text);
    return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}
