/**
 * Who is signed in. The access token stays in this module's memory: it is written to no storage and no address.
 */
export class Session {
    #token;
    #refresh;

    /** `refresh`, where there is one, answers a fresh token when this one is about to expire. */
    constructor(userId, token, refresh) {
        this.userId = userId;
        this.#token = token;
        this.#refresh = refresh;
    }

    /** A session with a token of the server's own source at this path, which hands out a new one whenever it is asked. */
    static async ofSource(path, user, roles) {
        const ask = () => tokenFrom(path, user, roles);
        return new Session(user, await ask(), ask);
    }

    /** A session with a token that was handed out elsewhere. Throws if the text is no token. */
    static ofToken(token) {
        const { upn, preferred_username: preferred, sub } = claimsOf(token);
        return new Session(upn ?? preferred ?? sub ?? "unknown", token);
    }

    /** A session of somebody whom the server knows already, by its own login: no token is needed. */
    static ofLogin(user) {
        return new Session(user, "");
    }

    async accessToken() {
        if (this.#refresh && expiresSoon(this.#token)) {
            this.#token = await this.#refresh();
        }
        return this.#token;
    }
}

async function tokenFrom(path, user, roles) {
    const response = await fetch(`../${path}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ user, roles }),
    });
    if (!response.ok) {
        throw new Error(`The server handed out no token: status ${response.status}.`);
    }
    return (await response.json()).token;
}

function expiresSoon(token) {
    const { exp } = claimsOf(token);
    return exp !== undefined && exp - 60 < Date.now() / 1000;
}

function claimsOf(token) {
    const body = token.split(".")[1]?.replaceAll("-", "+").replaceAll("_", "/");
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(body), (c) => c.charCodeAt(0))));
}
