// Clients that come back by themselves, and know at any time who they were told is online.
import { HttpTransportType, HubConnectionBuilder, HubConnectionState, LogLevel } from "@microsoft/signalr";
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

const TRANSPORTS = [HttpTransportType.WebSockets, HttpTransportType.ServerSentEvents, HttpTransportType.LongPolling];
const RETRY_MS = 300;

/** A token that servers accept whose `presencehub.jwt.secret` is PRESENCEHUB_JWT_SECRET. */
export function tokenOf(user) {
    const now = Math.floor(Date.now() / 1000);
    const parts = [{ alg: "HS256", typ: "JWT" }, { sub: user, upn: user, iat: now, exp: now + 36_000 }];
    const body = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
    return `${body}.${createHmac("sha256", process.env.PRESENCEHUB_JWT_SECRET).update(body).digest("base64url")}`;
}

/** One user with one connection. */
export class Member {
    online = new Set();
    closed = null; // why, if the client gave up
    reconnected = 0;
    wentOffline = []; // whom it was told of

    constructor(url, user, transport) {
        this.user = user;
        this.connection = new HubConnectionBuilder()
            .withUrl(`${url}hubs/presence`, { accessTokenFactory: () => tokenOf(user), transport })
            .withAutomaticReconnect({ nextRetryDelayInMilliseconds: () => RETRY_MS * (0.5 + Math.random()) })
            .configureLogging(LogLevel.None)
            .build();
        this.connection.on("GetOnlineUsers", (users) => (this.online = new Set(users)));
        this.connection.on("UserIsOnline", (who) => this.online.add(who));
        this.connection.on("UserIsOffline", (who) => {
            this.online.delete(who);
            this.wentOffline.push(who);
        });
        this.connection.onclose((error) => (this.closed = error ?? new Error("closed without an error")));
        this.connection.onreconnected(() => this.reconnected++);
    }

    get isConnected() {
        return this.connection.state === HubConnectionState.Connected;
    }

    sees(users) {
        return this.online.size === users.length && users.every((user) => this.online.has(user));
    }
}

/** So many members, over the transports in turn, started. */
export async function crowd(url, size) {
    const members = Array.from({ length: size }, (_, i) => new Member(url, `user-${i}`, TRANSPORTS[i % TRANSPORTS.length]));
    for (let first = 0; first < size; first += 50) { // as many as come at once elsewhere
        await Promise.all(members.slice(first, first + 50).map((member) => member.connection.start()));
    }
    return members;
}

/** Waits until this holds, and fails with what the description says. */
export async function eventually(holds, describe, within = 60_000) {
    for (const end = Date.now() + within; !holds(); await pause(50)) {
        assert.ok(Date.now() < end, describe());
    }
}

export function assertNobodyGaveUp(members) {
    const gone = members.filter((member) => member.closed);
    assert.deepEqual(gone.map(({ user, closed }) => `${user}: ${closed.message}`), [], "onclose has fired");
}

export function assertNobodyWent(members) {
    assert.deepEqual(members.flatMap(({ user, wentOffline }) => wentOffline.map((who) => `${user} was told that ${who} went`)), []);
}

/** Waits until all are connected, and see all. */
export async function whole(members) {
    const users = members.map(({ user }) => user);
    await eventually(
        () => members.every((member) => member.isConnected && member.sees(users)),
        () => `not connected: ${members.filter((member) => !member.isConnected).map((m) => m.user)}; lists that lack somebody: ${members.filter((member) => !member.sees(users)).map((m) => `${m.user} (${m.online.size})`)}`,
    );
    assertNobodyGaveUp(members);
}
