import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { signedToken } from "../commands/tokens.mjs";

/** The server under test, where it is and how to become somebody there. */
export const baseUrl = (process.env.PRESENCEHUB_URL ?? "http://127.0.0.1:8080/").replace(/\/*$/, "/");

/** Where a front end of the seeds would look for its hubs: without the slash at the end. */
export const apiUrl = baseUrl.slice(0, -1);

/** A token of the development issuer, or one signed with the RSA key that PRESENCEHUB_TEST_KEY names: for other servers. */
export async function tokenOf(user, roles = []) {
    if (process.env.PRESENCEHUB_TEST_KEY) {
        return signedToken(createPrivateKey(readFileSync(process.env.PRESENCEHUB_TEST_KEY)), user, roles);
    }
    const response = await fetch(new URL("development/token", baseUrl), {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ user, roles }),
    });
    if (!response.ok) {
        throw new Error(`development/token answered ${response.status}: is the server in development mode?`);
    }
    return (await response.json()).token;
}

/** User ids nobody else has, so that tests on one server do not see each other's users come and go. */
export function newUsers(...names) {
    const suffix = Math.random().toString(36).slice(2, 8);
    return names.map((name) => `${name}-${suffix}`);
}
