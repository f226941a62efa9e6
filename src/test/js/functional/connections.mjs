// Runs in Node and in browsers: what many cases do with connections.
import { equal, until } from "../conformance/claims.mjs";

/** What the next call of this event brings. */
export function next(connection, event) {
    return new Promise((heard) => connection.on(event, (...args) => heard(args)));
}

/** Stops it, and claims that it was closed once more, without an error. */
export async function ends(connection) {
    const before = connection.closings.length;
    await connection.stop();
    await until(() => connection.closings.length > before, "the connection is closed");
    equal(connection.closings.slice(before), [undefined]);
}

/** Breaks it as silence of the server would, and waits until it is there again. Answers its new id. */
export async function breaks(connection) {
    const reconnecting = new Promise((begun) => connection.onreconnecting(begun));
    const reconnected = new Promise((done, failed) => {
        connection.onreconnected(done);
        connection.onclose((error) => failed(error ?? new Error("It was closed")));
    });
    reconnected.catch(() => {}); // looked at below, or stopped before
    connection.serverTimeout();
    await reconnecting;
    return reconnected;
}
