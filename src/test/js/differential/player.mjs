import { encodings } from "./encodings.mjs";
import { request, transports } from "./lines.mjs";

const PATIENCE = 1_500;
const HANDSHAKE_SEPARATOR = 0x1e;
const NOT_COMPARED = new Set(["date", "connection", "keep-alive", "server", "x-powered-by", "transfer-encoding", "content-length", "sec-websocket-accept"]);

/** Plays a script against one server and answers what each of its clients saw. */
export class Player {
    #base;
    #token;

    /**
     * @param base the server's address, without a slash at the end
     * @param token makes a token of a user
     */
    constructor(base, token) {
        this.#base = base;
        this.#token = token;
    }

    async play(script, { transport, protocol } = {}) {
        const names = new Names();
        return script.requests ? this.#requests(script, names) : this.#conversation(script, transport, protocol, names);
    }

    async #requests({ requests, path = "/conformance", user }, names) {
        const seen = [];
        const held = [];
        for (const { negotiate, hold, ...each } of requests) {
            if (negotiate !== undefined) {
                await this.negotiate(path, names, user, negotiate);
                continue;
            }
            const place = seen.push({}) - 1;
            const answer = this.#request(each, path, names, user).then((told) => (seen[place].seen = told));
            if (hold) {
                held.push(answer);
                await new Promise((resolve) => setTimeout(resolve, 100)); // until it waits there
            } else {
                await answer;
            }
        }
        await Promise.all(held);
        return { client: seen };
    }

    async #request({ method, at = "", body, headers = {}, as, label = "" }, path, names, user) {
        const token = await this.#authorization(as ?? user, names);
        const signal = AbortSignal.timeout(PATIENCE);
        const target = names.filled(at.startsWith("/") && !at.startsWith("/negotiate") ? at : path + at);
        try {
            const answer = await request(this.#base, method, target, {
                headers: { ...token, ...headers },
                body: body === undefined ? undefined : names.filled(body),
                signal,
            });
            const compared = Object.entries(answer.headers)
                .filter(([name]) => !NOT_COMPARED.has(name))
                .map(([name, value]) => `${name}: ${value}`)
                .sort();
            const status = `${method} ${at}${label}: ${answer.status}${answer.unfinished ? ", unfinished" : ""}`;
            return names.hidden([status, ...compared, JSON.stringify(answer.body.toString())].join("\n"));
        } catch {
            return `${method} ${at}: no answer`;
        }
    }

    async #authorization(user, names) {
        return user ? { Authorization: `Bearer ${await this.#token(names.filled(user), ["user"])}` } : {};
    }

    async negotiate(path, names, user, query = "?negotiateVersion=1") {
        const headers = await this.#authorization(user, names);
        const { status, body } = await request(this.#base, "POST", `${path}/negotiate${query}`, { headers });
        if (status !== 200) {
            throw new Error(`${path}/negotiate answered ${status}`);
        }
        const { connectionId, connectionToken = connectionId } = JSON.parse(body);
        names.know("$id", connectionToken);
        names.know("$connection", connectionId);
    }

    async #conversation(script, transport, protocol, names) {
        const clients = new Map();
        const client = async (name) => {
            if (!clients.has(name)) {
                clients.set(name, await this.#client(script, name, transport, protocol, names));
            }
            return clients.get(name);
        };
        try {
            await client("anna");
            for (const step of script.steps ?? []) {
                await (await client(step.by ?? "anna")).take(step, names);
            }
            if (!script.open) {
                for (const each of clients.values()) {
                    await each.settle();
                }
            }
            return Object.fromEntries([...clients].map(([name, each]) => [name, each.account(names)]));
        } finally {
            clients.forEach((each) => each.drop());
        }
    }

    async #client({ path = "/conformance", query, handshake, version = 1, anonymous, resumable }, name, transport, protocol, names) {
        const own = new Names(names);
        const user = anonymous ? undefined : `$${name}`;
        await this.negotiate(path, own, user, resumable ? "?negotiateVersion=1&useStatefulReconnect=true" : query);
        const headers = await this.#authorization(user, names);
        const line = { base: this.#base, path: `${path}?id=${own.value("$id")}`, headers, binary: encodings[protocol].binary };
        const client = new Client(transports[transport], line, encodings[protocol], (text) => text.includes(names.value("$group")));
        await client.open();
        await client.greet(handshake ?? `{"protocol":"${protocol}","version":${version}}\x1e`);
        return client;
    }
}

/** What one run calls its users and ids, so that runs do not meet, and what was seen is the same in each. */
class Names {
    #values;

    constructor(parent) {
        const suffix = Math.random().toString(36).slice(2, 8);
        this.#values = new Map(parent?.entries() ?? ["anna", "bob", "group"].map((name) => [`$${name}`, `${name}-${suffix}`]));
    }

    entries() {
        return this.#values.entries();
    }

    know(name, value) {
        this.#values.set(name, value);
    }

    value(name) {
        return this.#values.get(name);
    }

    filled(text) {
        return [...this.#values].reduce((filled, [name, value]) => filled.replaceAll(name, value), text);
    }

    hidden(text) {
        return [...this.#values]
            .reduce((hidden, [name, value]) => hidden.replaceAll(value, name), text)
            .replace(/(?<![\w-])[\w-]{22}(?![\w-])/g, "$other");
    }

    /** The same for a message in hexadecimal digits. */
    hiddenInHex(hex) {
        return [...this.#values]
            .reduce((hidden, [name, value]) => hidden.replaceAll(hexOf(value), name), hex)
            .replace(/b6(?:2d|5f|3\d|4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a]){22}/g, "b6$other");
    }
}

const hexOf = (text) => Buffer.from(text).toString("hex");

/** One connection, and what came over it. */
class Client {
    #transport;
    #line;
    #encoding;
    #connection;
    #bytes = Buffer.alloc(0);
    #greeted = false;
    #answer = "";
    #messages = [];
    #ended = null;
    #notify = () => {};
    #acked;
    #asked;
    #ours;
    #spoilt = false;

    /** `ours` tells the messages of this run from those that others of the hub send meanwhile. */
    constructor(transport, line, encoding, ours) {
        this.#ours = ours;
        this.#transport = transport;
        this.#line = line;
        this.#encoding = encoding;
    }

    async open() {
        this.#ended = null;
        const [read, over] = [(bytes) => this.#read(bytes), (how) => this.#over(how)];
        this.#connection = await this.#transport({ ...this.#line, read, over });
    }

    async greet(handshake) {
        if (!this.#ended) {
            for (const piece of [handshake].flat()) {
                await this.#connection.text(piece);
            }
            await this.#until(() => this.#greeted);
        }
    }

    async take({ say, raw, hex, frame, close, cut, resume, answer, heard, completed, acked, ended, quiet }, names) {
        const filled = (message) => JSON.parse(names.filled(JSON.stringify(message)));
        if (say) {
            await this.#write(Buffer.concat([say].flat().map((message) => this.#encoding.encode(filled(message)))));
        } else if (raw !== undefined) {
            await this.#alive(() => this.#connection.text(names.filled(raw)));
        } else if (hex) {
            await this.#alive(() => this.#connection.bytes(Buffer.from(hex, "hex")));
        } else if (frame) {
            this.#spoilt = true;
            await this.#alive(() => this.#connection.frame(Buffer.from(frame, "hex")));
        } else if (close !== undefined) {
            await this.#alive(() => this.#connection.close(close));
        } else if (cut) {
            this.#connection.cut();
            await this.#until(() => this.#ended);
        } else if (resume) {
            await this.open();
        } else if (answer) {
            await this.#until(() => this.#asked);
            await this.#write(this.#encoding.encode({ type: 3, invocationId: this.#asked, ...answer }));
            this.#asked = undefined;
        } else if (heard) {
            await this.#until(() => this.#messages.length >= heard);
        } else if (completed) {
            await this.#until(() => this.#messages.some(({ meaning }) => meaning?.type === 3 && meaning.invocationId === completed));
        } else if (acked) {
            await this.#until(() => this.#acked === acked);
            this.#messages.push({ seen: `acknowledged up to ${this.#acked}` });
        } else if (ended) {
            await this.#until(() => this.#ended);
        } else if (quiet) {
            await this.#until(() => false, quiet);
        }
    }

    /** Asks something that is answered once all that came before has been, and waits for the answer or the end. */
    async settle() {
        await this.#write(this.#encoding.encode({ type: 1, invocationId: "settled", target: "Echo", arguments: [0] }));
        await this.#until(() => this.#messages.some(({ meaning }) => meaning?.invocationId === "settled"));
    }

    account(names) {
        const messages = this.#messages.filter(({ meaning }) => meaning?.invocationId !== "settled");
        const hidden = (seen) => (this.#encoding.binary ? names.hiddenInHex(seen) : names.hidden(seen));
        const told = ({ seen, meaning }) => ({ seen: hidden(seen), meaning: meaning && JSON.parse(names.hidden(JSON.stringify(meaning))) });
        const alive = this.#messages.length > messages.length ? "alive" : "silent";
        return [{ seen: `handshake ${names.hidden(this.#answer)}` }, ...messages.map(told), { seen: names.hidden(this.#ended ?? alive) }];
    }

    drop() {
        this.#connection?.drop();
    }

    #write(bytes) {
        return this.#alive(() => this.#connection.write(bytes));
    }

    async #alive(action) {
        if (!this.#ended) {
            await action();
        }
    }

    #over(how) {
        // A server that hangs up on a bad frame may do so before its close frame is read.
        this.#ended ??= this.#spoilt ? how.replace(/^closed (1002|1006|1007)( .*)?$/, "closed as broken, or cut off") : how;
        this.#notify();
    }

    #read(bytes) {
        this.#bytes = Buffer.concat([this.#bytes, bytes]);
        if (!this.#greeted) {
            const end = this.#bytes.indexOf(HANDSHAKE_SEPARATOR) + 1;
            if (end === 0) {
                return;
            }
            this.#answer = this.#bytes.subarray(0, end - 1).toString();
            this.#greeted = true;
            this.#bytes = this.#bytes.subarray(end);
        }
        for (let end; (end = this.#encoding.end(this.#bytes)) > 0; this.#bytes = this.#bytes.subarray(end)) {
            this.#hear(this.#encoding.decode(this.#bytes.subarray(0, end)));
        }
        this.#notify();
    }

    #hear({ seen, meaning }) {
        if (meaning?.type === 6) {
            return; // pings come when they come
        }
        if (meaning?.type === 8) {
            this.#acked = meaning.sequenceId; // now and then
            return;
        }
        if (meaning?.target === "Message" && !this.#ours(JSON.stringify(meaning))) {
            return;
        }
        if (meaning?.type === 1 && meaning.invocationId) {
            this.#asked = meaning.invocationId;
            this.#messages.push({ seen: this.#withoutId(seen), meaning: { ...meaning, invocationId: "$asked" } });
        } else {
            this.#messages.push({ seen, meaning });
        }
    }

    /** A message of the server's that asks: its id is the server's, and in MessagePack the length of the id is told, and that of all. */
    #withoutId(seen) {
        return this.#encoding.binary
            ? seen.slice(2).replace(new RegExp(`a[0-9a-f]${hexOf(this.#asked)}`), "$asked")
            : seen.replace(this.#asked, "$asked");
    }

    /** Waits for the condition, the end of the connection, or in vain. */
    async #until(condition, patience = PATIENCE) {
        const deadline = Date.now() + patience;
        while (!condition() && !this.#ended && Date.now() < deadline) {
            await new Promise((resolve) => {
                this.#notify = resolve;
                setTimeout(resolve, Math.max(1, deadline - Date.now()));
            });
        }
    }
}
