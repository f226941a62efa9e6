import assert from "node:assert/strict";
import WebSocket from "ws";
import { apiUrl, tokenOf } from "./server.mjs";

/** A client that connects to a hub and then reads nothing. */
export class Dawdler {
    #socket;

    constructor(socket) {
        this.#socket = socket;
    }

    static async connect(t, user, path) {
        const token = await tokenOf(user);
        const socket = new WebSocket(`${apiUrl.replace("http", "ws")}${path}?access_token=${token}`);
        t?.after(() => socket.terminate());
        socket.on("error", () => {});
        await new Promise((opened) => socket.on("open", opened));
        socket.send('{"protocol":"json","version":1}\x1e');
        await new Promise((answered) => socket.once("message", answered));
        socket.pause();
        return new Dawdler(socket);
    }

    /** Sends on until what the network holds is full, and something is seen to wait behind it. */
    async flooded(send, seen) {
        for (let i = 0; i < 3000; i++) {
            await send();
            if (i % 5 === 0 && (await seen())) {
                return;
            }
        }
        assert.fail("the network took everything");
    }
}
