import { test as endless } from "node:test";

/** Node's `test` with an end: whoever waits for something that never comes fails after a minute. */
export function test(name, body) {
    return endless(name, { timeout: 60_000 }, body);
}
