import { randomBytes } from "node:crypto";
import { ask, frame, Line, request, upgrade } from "./line.mjs";

const END = "\u001e";
const HANDSHAKE = `{"protocol":"json","version":1}${END}`;
const LONGEST = 40_000; // how long an attacker holds on to what he got
const BODY = "x".repeat(500_000);
const NESTED = `{"type":1,"target":"x","arguments":[${"[".repeat(15_000)}${"]".repeat(15_000)}]}${END}`;

/** So many who want the server dead, each in a way of his own, again and again. */
export class Attackers {
    #url;
    #tokens;
    #count;
    #tally;
    #stopped = false;

    constructor(url, tokens, count, tally) {
        this.#url = url;
        this.#tokens = tokens;
        this.#count = count;
        this.#tally = tally;
    }

    attackUntil(end) {
        for (let i = 0; i < this.#count; i++) {
            this.#attack(end, Math.random() < 0.5 ? `mallory-${i}` : null);
        }
    }

    stop() {
        this.#stopped = true;
    }

    async #attack(end, user) {
        const ways = Object.values(WAYS);
        while (!this.#stopped && Date.now() < end) {
            const token = user && (await this.#tokens.of(user));
            const line = new Line(this.#url);
            this.#tally.attacks++;
            try {
                await Promise.race([pause(10_000), ways[Math.floor(Math.random() * ways.length)](line, this.#url, token)]);
            } catch {
                // refused somehow
            }
            await Promise.race([pause(Math.random() * LONGEST), line.ended.then(() => this.#tally.cutOff++)]);
            line.destroy();
            await pause(Math.random() * 2_000);
        }
    }
}

const WAYS = {
    async halfAHead(line) {
        line.write("POST /signalrhub/negotiate HTTP/1.1\r\nHost: x\r\nX-Y: ");
    },

    async aBodyThatNeverComes(line, url, token) {
        line.write(request(url, "POST", any("/signalrhub/negotiate", "/latch.js", "/hubs/presence", "/nothing"), { token, length: 1000 }));
    },

    async aBodyByteByByte(line, url, token) {
        const id = await negotiated(url, token);
        line.write(request(url, "POST", `/signalrhub?id=${id}`, { token, length: 10_000 }));
        while (line.isOpen) {
            line.write("x");
            await pause(1000);
        }
    },

    async idsByTheHundred(line, url, token) {
        await Promise.all(Array.from({ length: 100 }, () => ask(url, "POST", "/signalrhub/negotiate?negotiateVersion=1", { token })));
    },

    async postsBeforeThereIsATransport(line, url, token) {
        line.write(request(url, "POST", `/signalrhub?id=${await negotiated(url, token)}`, { token, body: BODY }));
    },

    async postsBeforeAHandshake(line, url, token) {
        const path = `/signalrhub?id=${await negotiated(url, token)}`;
        await ask(url, "GET", path, { token });
        line.write(request(url, "POST", path, { token, body: BODY }));
    },

    async noHandshake(line, url, token) {
        await open(line, url, token);
    },

    async halfAMessage(line, url, token) {
        await open(line, url, token);
        line.write(frame(`${HANDSHAKE}{"type":1,"x":"${"x".repeat(32_000)}`));
    },

    async aMessageWithoutEnd(line, url, token) {
        await open(line, url, token);
        line.write(frame("x", { final: false }));
        for (let i = 0; i < 100 && line.isOpen; i++) {
            line.write(frame(Buffer.alloc(64 * 1024, "x"), { opcode: 0, final: false }));
            await pause(10);
        }
    },

    async fragmentsOfOneByte(line, url, token) {
        await open(line, url, token);
        const thousand = Buffer.concat(Array.from({ length: 1000 }, () => frame("x", { opcode: 0, final: false })));
        line.write(frame("x", { final: false }));
        for (let i = 0; i < 100 && line.isOpen; i++) {
            line.write(thousand);
            await pause(10);
        }
    },

    async pingsWithoutPause(line, url, token) {
        await open(line, url, token);
        line.stall();
        const thousand = Buffer.concat(Array.from({ length: 1000 }, () => frame(Buffer.alloc(125), { opcode: 9 })));
        for (let i = 0; i < 20 && line.isOpen; i++) {
            line.write(thousand);
            await pause(20);
        }
    },

    async aFrameOfAnExabyte(line, url, token) {
        await open(line, url, token);
        line.write(frame("x", { opcode: 2, length: 2 ** 50 }));
    },

    async nested(line, url, token) {
        await open(line, url, token);
        line.write(frame(HANDSHAKE + NESTED));
    },

    async separators(line, url, token) {
        await open(line, url, token);
        line.write(frame(HANDSHAKE + END.repeat(30_000)));
    },

    async lengthsThatAreNotKept(line, url, token) {
        await open(line, url, token);
        line.write(frame(`{"protocol":"messagepack","version":1}${END}`));
        line.write(frame([0xff, 0xff, 0xff, 0xff, 7, 0], { opcode: 2 }));
    },

    async noise(line, url, token) {
        await open(line, url, token);
        line.write(frame(HANDSHAKE));
        line.write(frame(randomBytes(5_000), { opcode: 2 }));
    },

    async callsWithoutPause(line, url, token) {
        await open(line, url, token);
        const calls = `{"type":1,"invocationId":"1","target":"UnicastAsync","arguments":["nobody","A","b",${"0,".repeat(400)}0]}${END}`;
        line.write(frame(HANDSHAKE + calls.repeat(30)));
        line.stall();
        for (let i = 0; i < 50 && line.isOpen; i++) {
            line.write(frame(calls.repeat(30)));
            await pause(20);
        }
    },

    async repliesThatNobodyReads(line, url, token) {
        await open(line, url, token);
        line.stall();
        line.write(frame(HANDSHAKE + `{"type":1,"target":"RegisterUser","arguments":["deaf"]}${END}`));
        for (let i = 0; i < 100 && line.isOpen; i++) {
            line.write(frame(`{"type":1,"target":"UnicastAsync","arguments":["deaf","A","b","${"x".repeat(30_000)}"]}${END}`));
            await pause(20);
        }
    },

    async resumesAgainAndAgain(line, url, token) {
        const answer = await ask(url, "POST", "/signalrhub/negotiate?negotiateVersion=1&useStatefulReconnect=true", { token });
        const path = `/signalrhub?id=${JSON.parse(answer.body).connectionToken}`;
        line.write(upgrade(url, path, token));
        await line.head();
        line.write(frame(`{"protocol":"json","version":2}${END}{"type":6}${END}{"type":1,"target":"RegisterUser","arguments":["again"]}${END}`));
        for (let i = 0; i < 30; i++) {
            line.write(frame(`{"type":1,"target":"UnicastAsync","arguments":["again","A","b","${"x".repeat(30_000)}"]}${END}`));
        }
        for (let i = 0; i < 20; i++) {
            const next = new Line(url);
            next.write(upgrade(url, path, token));
            await Promise.race([next.head(), pause(1000)]);
            await pause(100);
            next.destroy();
        }
    },

    async badTokens(line, url) {
        for (const header of ['{"alg":"none"}', '{"alg":"RS256","x":1e99999999999}', `{"alg":"RS256","kid":"${"k".repeat(5000)}"}`, "[".repeat(5000)]) {
            const token = `${Buffer.from(header).toString("base64url")}.e30.AAAA`;
            await ask(url, "POST", "/hubs/presence/negotiate?negotiateVersion=1", { token });
        }
    },

    async anEventStreamThatNobodyReads(line, url, token) {
        line.write(request(url, "GET", `/signalrhub?id=${await negotiated(url, token)}`, { token, headers: { Accept: "text/event-stream" } }));
        line.stall();
    },
};

async function negotiated(url, token) {
    const answer = await ask(url, "POST", "/signalrhub/negotiate?negotiateVersion=1", { token });
    return JSON.parse(answer.body).connectionToken;
}

async function open(line, url, token) {
    line.write(upgrade(url, "/signalrhub", token));
    await line.head();
}

function any(...choices) {
    return choices[Math.floor(Math.random() * choices.length)];
}

function pause(milliseconds) {
    return new Promise((resume) => setTimeout(resume, milliseconds));
}
