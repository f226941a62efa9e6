/**
 * A presence storm: users arrive at a steady rate and all stay. Says what it cost, against what the contract itself asks for, and
 * against a peer if there is one.
 *
 *   npm run storm -- --url http://127.0.0.1:8080/ [--peer http://127.0.0.1:9090/] [--users 2000] [--rate 500]
 *                    [--pid 123] [--peer-pid 456] [--key private.pem]
 *
 * Tokens come from the development sign-in, or are signed with the key (RS256, issuer https://issuer.test, audience presencehub).
 * With a process id, of a server on this machine, its processor time is told.
 */
import { createSign } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import WebSocket from "ws";

const END = "\u001e";
const TICKS_PER_SECOND = 100; // USER_HZ, on Linux

const { values: options } = parseArgs({
    options: {
        url: { type: "string" },
        peer: { type: "string" },
        users: { type: "string", default: "2000" },
        rate: { type: "string", default: "500" },
        pid: { type: "string" },
        "peer-pid": { type: "string" },
        key: { type: "string" },
    },
});
const count = Number(options.users);
const rate = Number(options.rate);
if (!options.url || !(count > 0) || !(rate > 0)) {
    console.error("Say which server: npm run storm -- --url http://127.0.0.1:8080/ [--users 2000] [--rate 500]");
    process.exit(2);
}

const base64url = (value) => Buffer.from(value).toString("base64url");

function sign(user) {
    const claims = { sub: user, upn: user, iss: "https://issuer.test", aud: "presencehub", exp: Math.floor(Date.now() / 1000) + 3600 };
    const content = `${base64url(JSON.stringify({ alg: "RS256", typ: "JWT" }))}.${base64url(JSON.stringify(claims))}`;
    return `${content}.${createSign("RSA-SHA256").update(content).sign(readFileSync(options.key), "base64url")}`;
}

async function signIn(base, user) {
    const answer = await fetch(new URL("development/token", base), { method: "POST", body: JSON.stringify({ user }) });
    if (!answer.ok) {
        throw new Error(`${base} gives nobody a token (${answer.status}): start it in development mode, or name a --key.`);
    }
    return (await answer.json()).token;
}

/** What all clients together received; records are told apart by how they begin, since there are millions. */
class Tally {
    bytes = 0;
    events = 0;
    lists = 0;
    right = new Map(); // by client: since when its last list has been whole

    take(client, message) {
        this.bytes += message.length;
        for (const record of message.toString().split(END)) {
            if (record.includes('"UserIsOnline"')) {
                this.events++;
            } else if (record.includes('"GetOnlineUsers"')) {
                this.lists++;
                const whole = JSON.parse(record).arguments[0].length === count;
                whole ? this.right.set(client, this.right.get(client) ?? performance.now()) : this.right.delete(client);
            }
        }
    }
}

function arrive(base, user, token, tally) {
    const url = new URL(`hubs/presence?access_token=${token}`, base.replace(/^http/, "ws"));
    const socket = new WebSocket(url, { perMessageDeflate: false, skipUTF8Validation: true });
    socket.on("open", () => socket.send(`{"protocol":"json","version":1}${END}`));
    socket.on("message", (message) => tally.take(user, message));
    const pings = setInterval(() => socket.readyState === WebSocket.OPEN && socket.send(`{"type":6}${END}`), 10_000);
    socket.on("close", () => clearInterval(pings));
    socket.on("error", (problem) => console.error(`${user}: ${problem.message}`));
    return socket;
}

function processorSeconds(pid) {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

const until = async (condition, seconds) => {
    const deadline = performance.now() + seconds * 1000;
    while (!condition() && performance.now() < deadline) {
        await new Promise((later) => setTimeout(later, 20));
    }
};

async function storm(base, pid) {
    const users = Array.from({ length: count }, (_, index) => `u${index}`);
    const tokens = [];
    for (const user of users) {
        tokens.push(options.key ? sign(user) : await signIn(base, user));
    }
    const tally = new Tally();
    const before = pid && processorSeconds(pid);
    const start = performance.now();
    const sockets = [];
    await until(() => {
        while (sockets.length < count && sockets.length < ((performance.now() - start) / 1000) * rate) {
            sockets.push(arrive(base, users[sockets.length], tokens[sockets.length], tally));
        }
        return sockets.length === count && sockets.every((socket) => socket.readyState !== WebSocket.CONNECTING);
    }, count / rate + 60);
    const arrived = performance.now();
    await until(() => tally.right.size === count, 60);
    const all = Math.max(...tally.right.values());
    const processor = pid && processorSeconds(pid) - before;
    const gone = sockets.map((socket) => new Promise((closed) => socket.on("close", closed)));
    sockets.forEach((socket) => socket.close());
    await Promise.race([Promise.all(gone), new Promise((later) => setTimeout(later, 10_000))]);
    return {
        "MB to all clients": tally.bytes / 1e6,
        "times the contract's floor": tally.bytes / floor(users),
        "lists to all clients": tally.lists,
        "events to all clients": tally.events,
        "clients whose list is right": tally.right.size,
        "s after the last arrival until all are": (all - arrived) / 1000,
        "s for the arrivals": (arrived - start) / 1000,
        ...(pid && { "s of the server's processor": processor }),
    };
}

/** Each arrival told to everyone present, each newcomer one list, and one last list to all. */
function floor(users) {
    const event = users.map((user) => `{"type":1,"target":"UserIsOnline","arguments":["${user}"]}${END}`.length);
    const entry = users.map((user) => user.length + 3);
    const told = event.reduce((sum, bytes, present) => sum + bytes * present, 0);
    const own = entry.reduce((sum, bytes, index) => sum + bytes * (count - index), 0);
    const last = count * entry.reduce((sum, bytes) => sum + bytes, 0);
    return told + own + last;
}

const figures = [await storm(options.url, options.pid)];
if (options.peer) {
    figures.push(await storm(options.peer, options["peer-pid"]));
}
console.log(`${count} users, ${rate} a second`);
for (const [name, ours] of Object.entries(figures[0])) {
    const theirs = figures[1]?.[name];
    const digits = (number) => number.toLocaleString("en", { maximumSignificantDigits: 3 });
    console.log(`${name}: ${digits(ours)}` + (theirs === undefined ? "" : `, peer ${digits(theirs)}, ratio ${(ours / theirs).toFixed(2)}`));
}
process.exit(figures[0]["clients whose list is right"] === count ? 0 : 1);
