import { ask, frame, Line, request, upgrade } from "./line.mjs";

const END = "\u001e";
const HANDSHAKE = `{"protocol":"json","version":1}${END}`;
const PING = `{"type":6}${END}`;
const HUBS = ["/signalrhub", "/hubs/presence"];
const LATE = 31_000; // the server pings every 15 s, but where it is polled

/** Somebody who behaves: comes, stays for a while, calls, goes in some way or other, and comes again. */
export class Client {
    #url;
    #user;
    #tokens;
    #tally;
    #stopped = false;
    #leaving = false;
    #lastHeard = 0;
    #calls = 0;
    isOpen = false;

    constructor(url, user, tokens, tally) {
        this.#url = url;
        this.#user = user;
        this.#tokens = tokens;
        this.#tally = tally;
    }

    async live(end) {
        while (!this.#stopped && Date.now() < end) {
            const way = Math.random();
            const hub = HUBS[Math.floor(Math.random() * HUBS.length)];
            const stay = Math.min(end - Date.now(), 60_000 + Math.random() * 300_000);
            this.#leaving = false;
            try {
                const token = await this.#tokens.of(this.#user);
                const id = await this.#negotiate(hub, token);
                const path = `${hub}?id=${id}`;
                await (way < 0.6 ? this.#socket(path, token, stay) : way < 0.8 ? this.#events(path, token, stay) : this.#polls(path, token, stay));
            } catch (error) {
                this.#tally.failed++;
                this.#note(error.message);
            }
            this.isOpen = false;
            await pause(Math.random() * 3_000);
        }
    }

    stop() {
        this.#stopped = true;
        this.#leaving = true;
    }

    async #negotiate(hub, token) {
        const answer = await ask(this.#url, "POST", `${hub}/negotiate?negotiateVersion=1`, { token });
        if (answer.status !== 200) {
            throw new Error(`negotiate ${answer.status} ${answer.body}`);
        }
        return JSON.parse(answer.body).connectionToken;
    }

    async #socket(path, token, stay) {
        const line = new Line(this.#url);
        line.write(upgrade(this.#url, path, token));
        const head = await line.head();
        if (head.status !== 101) {
            line.destroy();
            throw new Error(`upgrade ${head.status}`);
        }
        line.write(frame(HANDSHAKE));
        const life = this.#alive(stay, (text) => line.write(frame(text)), () => {
            if (Math.random() < 0.7) {
                line.write(Math.random() < 0.5 ? frame(`{"type":7}${END}`) : frame([3, 232], { opcode: 8 }));
            }
            setTimeout(() => line.destroy(), 1000);
        });
        for (let came = await line.frame(); came; came = await line.frame()) {
            if (came.opcode === 9) {
                line.write(frame(came.payload, { opcode: 10 }));
            } else if (came.opcode !== 10) {
                this.#heard(came.opcode === 8 ? `close ${came.payload.toString("latin1")}` : came.payload.toString());
            }
        }
        line.destroy();
        this.#over(life, "socket");
    }

    async #events(path, token, stay) {
        const line = new Line(this.#url);
        line.write(request(this.#url, "GET", path, { token, headers: { Accept: "text/event-stream" } }));
        const head = await line.head();
        if (head.status !== 200) {
            line.destroy();
            throw new Error(`events ${head.status}`);
        }
        await this.#post(path, token, HANDSHAKE);
        const life = this.#alive(stay, (text) => this.#post(path, token, text), () => {
            setTimeout(() => line.destroy(), 500);
        });
        const chunked = /chunked/i.test(head.text);
        const next = async () => (chunked ? line.chunk() : (await line.take((input) => input.length))?.toString());
        for (let text = await next(); text; text = await next()) {
            this.#heard(text);
        }
        line.destroy();
        this.#over(life, "events");
    }

    async #polls(path, token, stay) {
        const first = await ask(this.#url, "GET", path, { token });
        if (first.status !== 200) {
            throw new Error(`poll ${first.status}`);
        }
        await this.#post(path, token, HANDSHAKE);
        let gone = false;
        const life = this.#alive(stay, (text) => this.#post(path, token, text), () => {
            gone = true;
            if (Math.random() < 0.7) {
                ask(this.#url, "DELETE", path, { token });
            }
        }, false);
        while (!gone) {
            const poll = await ask(this.#url, "GET", path, { token });
            if (poll.status !== 200) {
                break;
            }
            this.#heard(poll.body);
        }
        this.#over(life, "polls");
    }

    async #post(path, token, text) {
        const answer = await ask(this.#url, "POST", path, { token, body: text });
        if (answer.status >= 500) {
            this.#note(`post ${answer.status}`);
            this.#tally.failed++;
        }
    }

    /** Pings, and calls now and then, until it is time to leave. */
    #alive(stay, send, leave, pinged = true) {
        this.isOpen = true;
        this.#lastHeard = Date.now();
        const talk = setInterval(() => {
            if (pinged && Date.now() - this.#lastHeard > LATE) {
                this.#tally.late++;
                this.#lastHeard = Date.now();
            }
            send(Math.random() < 0.5 ? PING : this.#call());
        }, 5_000 + Math.random() * 8_000);
        const farewell = setTimeout(() => {
            this.#leaving = true;
            clearInterval(talk);
            leave();
        }, stay);
        return { talk, farewell };
    }

    #call() {
        const arguments_ = Math.random() < 0.9 ? `["${this.#user}","Soak","Payload",${Math.random()}]` : "[]";
        return `{"type":1,"invocationId":"${++this.#calls}","target":"${arguments_ === "[]" ? "GetOnlineUsers" : "UnicastAsync"}","arguments":${arguments_}}${END}`;
    }

    #heard(text) {
        this.#tally.messages += text.split(END).length - 1;
        this.#lastHeard = Date.now();
        if (!this.#leaving && text.includes('"type":7')) {
            this.#note(text.slice(text.indexOf('"type":7'), 200));
        }
    }

    #over({ talk, farewell }, way) {
        clearInterval(talk);
        clearTimeout(farewell);
        if (!this.#leaving) {
            this.#tally.harmed++;
            this.#note(`${way} ended`);
        }
    }

    #note(why) {
        const text = String(why).slice(0, 100);
        this.#tally.reasons.set(text, (this.#tally.reasons.get(text) ?? 0) + 1);
    }
}

function pause(milliseconds) {
    return new Promise((resume) => setTimeout(resume, milliseconds));
}
