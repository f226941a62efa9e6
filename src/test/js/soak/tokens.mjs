import { createSign } from "node:crypto";
import { readFileSync } from "node:fs";

/** Tokens of users, one each: signed here if there is a key, or else by the development sign-in. */
export class Tokens {
    #url;
    #key;
    #byUser = new Map();

    constructor(url, keyFile) {
        this.#url = url;
        this.#key = keyFile && readFileSync(keyFile);
    }

    of(user) {
        if (!this.#byUser.has(user)) {
            this.#byUser.set(user, this.#key ? this.#signed(user) : this.#asked(user));
        }
        return this.#byUser.get(user);
    }

    #signed(user) {
        const seconds = Math.floor(Date.now() / 1000);
        const claims = { iss: "https://issuer.test", aud: "presencehub", sub: user, upn: user, iat: seconds, exp: seconds + 86_400 };
        const input = `${base64url({ alg: "RS256", typ: "JWT" })}.${base64url(claims)}`;
        return `${input}.${createSign("RSA-SHA256").update(input).sign(this.#key, "base64url")}`;
    }

    async #asked(user) {
        const answer = await fetch(new URL("development/token", this.#url), { method: "POST", body: JSON.stringify({ user }) });
        return (await answer.json()).token;
    }
}

function base64url(object) {
    return Buffer.from(JSON.stringify(object)).toString("base64url");
}
