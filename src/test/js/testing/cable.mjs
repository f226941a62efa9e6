import net from "node:net";
import { baseUrl } from "./server.mjs";

/** A TCP cable to the server under test that can be pulled out, which breaks what runs over it, and plugged in again. */
export class Cable {
    #sockets = new Set();
    #server = net.createServer((near) => {
        const { hostname, port } = new URL(baseUrl);
        const far = net.connect(Number(port || 80), hostname);
        near.pipe(far).pipe(near);
        for (const [socket, other] of [[near, far], [far, near]]) {
            this.#sockets.add(socket);
            socket.on("error", () => other.destroy());
            socket.on("close", () => {
                this.#sockets.delete(socket);
                other.destroy();
            });
        }
    });
    #port = 0;

    /** An unplugged cable with an address of its own. */
    static async lay(t) {
        const cable = new Cable();
        await cable.plug();
        await cable.pull();
        t.after(() => cable.pull());
        return cable;
    }

    /** The address at this end, to use in place of the server's own. */
    get baseUrl() {
        return baseUrl.replace(/\/\/[^/]+/, `//127.0.0.1:${this.#port}`);
    }

    async plug() {
        await new Promise((listening) => this.#server.listen(this.#port, "127.0.0.1", listening));
        this.#port = this.#server.address().port;
    }

    async pull() {
        const closed = new Promise((done) => this.#server.close(done));
        this.cut();
        await closed;
    }

    /** Breaks what runs over it, and carries what comes then. */
    cut() {
        this.#sockets.forEach((socket) => socket.resetAndDestroy());
    }
}
