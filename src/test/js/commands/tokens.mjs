import { sign } from "node:crypto";
import { Hindrance, post, privateKey } from "./command.mjs";

const SECONDS_OF_LIFE = 86_400;

/** The option that says where tokens come from. */
export const keyOption = {
    value: "FILE",
    says: "private RSA key that signs the tokens, for issuer https://issuer.test and audience presencehub; without it the server's development sign-in gives them",
    read: privateKey,
    optional: true,
};

/** Tokens of users, one each: signed here if there is a key, or else by the development sign-in. */
export class Tokens {
    #url;
    #key;
    #byUser = new Map();

    constructor(url, key) {
        this.#url = url;
        this.#key = key;
    }

    /** The token of a user, who has these roles whenever it is asked for. */
    async of(user, roles = []) {
        if (!this.#byUser.has(user)) {
            this.#byUser.set(user, this.#key ? signedToken(this.#key, user, roles) : await this.#asked(user, roles));
        }
        return this.#byUser.get(user);
    }

    async #asked(user, roles) {
        const answer = await post(this.#url, "development/token", { body: JSON.stringify({ user, roles }) });
        if (!answer.ok) {
            throw new Hindrance(`${this.#url} gives nobody a token (${answer.status}): start it in development mode, or name a --key.`);
        }
        return (await answer.json()).token;
    }
}

/** A token that a server accepts which trusts the key. */
export function signedToken(key, user, roles) {
    const now = Math.floor(Date.now() / 1000);
    const names = { iss: "https://issuer.test", aud: "presencehub", sub: user, upn: user, groups: roles };
    const parts = [{ alg: "RS256", typ: "JWT" }, { ...names, iat: now, exp: now + SECONDS_OF_LIFE }];
    const body = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
    return `${body}.${sign("sha256", Buffer.from(body), key).toString("base64url")}`;
}
