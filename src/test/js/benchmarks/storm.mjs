/**
 * A presence storm: users arrive at a steady rate and all stay. Says what it cost, against what the contract itself asks for, and
 * against a peer if there is one.
 */
import { readFileSync } from "node:fs";
import WebSocket from "ws";
import { address, command, number, processId, requireHub, wholeNumber } from "../commands/command.mjs";
import { keyOption, Tokens } from "../commands/tokens.mjs";

const END = "\u001e";
const TICKS_PER_SECOND = 100; // USER_HZ, on Linux
const HUB = "hubs/presence";
const RIGHT = "clients whose list is right";

/** What all clients together received; records are told apart by how they begin, since there are millions. */
class Tally {
    #count;
    bytes = 0;
    events = 0;
    lists = 0;
    right = new Map(); // by client: since when its last list has been whole

    constructor(count) {
        this.#count = count;
    }

    take(client, message) {
        this.bytes += message.length;
        for (const record of message.toString().split(END)) {
            if (record.includes('"UserIsOnline"')) {
                this.events++;
            } else if (record.includes('"GetOnlineUsers"')) {
                this.lists++;
                const whole = JSON.parse(record).arguments[0].length === this.#count;
                whole ? this.right.set(client, this.right.get(client) ?? performance.now()) : this.right.delete(client);
            }
        }
    }
}

function arrive(base, user, token, tally) {
    const url = new URL(`${HUB}?access_token=${token}`, base.replace(/^http/, "ws"));
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

/** Tokens for all, before anybody is timed, and a hub that takes them. */
async function admitted(base, users, key) {
    const source = new Tokens(base, key);
    const tokens = [];
    for (const user of users) {
        tokens.push(await source.of(user));
    }
    await requireHub(base, HUB, tokens[0]);
    return tokens;
}

async function storm(base, users, tokens, rate, pid) {
    const count = users.length;
    const tally = new Tally(count);
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
    await until(() => tally.right.size === count || sockets.every((socket) => socket.readyState === WebSocket.CLOSED), 60);
    const all = tally.right.size === count ? Math.max(...tally.right.values()) : Infinity;
    const processor = pid && processorSeconds(pid) - before;
    // Before they go, which changes all of this again.
    const figures = {
        "MB to all clients": tally.bytes / 1e6,
        "times the contract's floor": tally.bytes / floor(users),
        "lists to all clients": tally.lists,
        "events to all clients": tally.events,
        [RIGHT]: tally.right.size,
        "s after the last arrival until all are": (all - arrived) / 1000,
        "s for the arrivals": (arrived - start) / 1000,
        ...(pid && { "s of the server's processor": processor }),
    };
    const gone = sockets.map((socket) => new Promise((closed) => socket.on("close", closed)));
    sockets.forEach((socket) => socket.close());
    await Promise.race([Promise.all(gone), new Promise((later) => setTimeout(later, 10_000))]);
    return figures;
}

/** Each arrival told to everyone present, each newcomer one list, and one last list to all. */
function floor(users) {
    const count = users.length;
    const event = users.map((user) => `{"type":1,"target":"UserIsOnline","arguments":["${user}"]}${END}`.length);
    const entry = users.map((user) => user.length + 3);
    const told = event.reduce((sum, bytes, present) => sum + bytes * present, 0);
    const own = entry.reduce((sum, bytes, index) => sum + bytes * (count - index), 0);
    const last = count * entry.reduce((sum, bytes) => sum + bytes, 0);
    return told + own + last;
}

function print(ours, theirs) {
    const digits = (figure) => (Number.isFinite(figure) ? figure.toLocaleString("en", { maximumSignificantDigits: 3 }) : "never");
    for (const [name, figure] of Object.entries(ours)) {
        const other = theirs?.[name];
        const ratio = Number.isFinite(figure / other) && Number.isFinite(other) ? `, ratio ${(figure / other).toFixed(2)}` : "";
        console.log(`${name}: ${digits(figure)}` + (other === undefined ? "" : `, peer ${digits(other)}${ratio}`));
    }
}

await command(
    {
        start: "npm run storm --",
        does: "A login storm: users arrive at a steady rate on a server with a presence hub, and all stay. Says what that cost, and whether everybody had the right list in the end.",
        takes: {
            "--url": { value: "URL", says: "the server; its presence hub is at hubs/presence below that", read: address },
            "--users": { value: "NUMBER", says: "how many arrive", read: wholeNumber, default: 2000 },
            "--rate": { value: "NUMBER", says: "how many of them in a second", read: number(0.1, 100_000), default: 500 },
            "--key": keyOption,
            "--pid": { value: "PID", says: "the server's process, if it is on this machine: its processor time is told, too", read: processId, optional: true },
            "--peer": { value: "URL", says: "another server, on which the same is done afterwards, to compare the two", read: address, optional: true },
            "--peer-pid": { value: "PID", says: "the process of that one", read: processId, optional: true },
        },
        example: "npm run storm -- --url http://127.0.0.1:8080/ --users 200 --rate 100",
    },
    async ({ url, users: count, rate, key, pid, peer, "peer-pid": peerPid }) => {
        const users = Array.from({ length: count }, (_, index) => `u${index}`);
        const tokens = await admitted(url, users, key);
        const peerTokens = peer && (await admitted(peer, users, key));
        const ours = await storm(url, users, tokens, rate, pid);
        const theirs = peer && (await storm(peer, users, peerTokens, rate, peerPid));
        console.log(`${count} users, ${rate} a second`);
        print(ours, theirs);
        return ours[RIGHT] === count ? 0 : 1;
    },
);
