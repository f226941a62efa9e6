// How the commands that check and load servers answer to what is typed, and what they say of a server that is none.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before } from "node:test";
import WebSocket from "ws";
import { test } from "./testing/test.mjs";

const DIRECTORY = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const PID = String(process.pid);

/** Each command, and how it is given a server. */
const COMMANDS = {
    differential: { script: "differential.mjs", on: (url) => [url, url] },
    storm: { script: "benchmarks/storm.mjs", on: (url) => ["--url", url] },
    soak: { script: "soak/soak.mjs", on: (url) => ["--url", url, "--pid", PID] },
};

let directory;
let key;
let closed;

before(async () => {
    directory = mkdtempSync(path.join(tmpdir(), "commands-"));
    key = path.join(directory, "private.pem");
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048, privateKeyEncoding: { type: "pkcs8", format: "pem" }, publicKeyEncoding: { type: "spki", format: "pem" } });
    writeFileSync(key, privateKey);
    const server = net.createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    closed = `http://127.0.0.1:${server.address().port}/`;
    await new Promise((over) => server.close(over));
});

after(() => rmSync(directory, { recursive: true }));

function run(name, ...typed) {
    return new Promise((over) => {
        execFile(process.execPath, [path.join(DIRECTORY, COMMANDS[name].script), ...typed], (error, out, err) => over({ code: error?.code ?? 0, out, err }));
    });
}

/** A server that answers all requests alike. */
async function servant(t, status) {
    const server = http.createServer((_, response) => response.writeHead(status).end()).listen(0, "127.0.0.1");
    await once(server, "listening");
    t.after(() => server.close());
    return `http://127.0.0.1:${server.address().port}/`;
}

async function refuses(name, typed, message) {
    const { code, out, err } = await run(name, ...typed);
    assert.deepEqual({ code, out }, { code: 2, out: "" }, err);
    assert.match(err.split("\n\n")[0], message);
    assert.match(err, new RegExp(`^usage: npm run ${name} -- `, "m"));
}

async function isHindered(name, typed, message) {
    const { code, out, err } = await run(name, ...typed);
    assert.deepEqual({ code, out }, { code: 2, out: "" }, err);
    assert.equal(err.trimEnd().split("\n").length, 1, err);
    assert.match(err, message);
}

for (const [name, { on }] of Object.entries(COMMANDS)) {
    const somewhere = on("http://127.0.0.1:8080/");

    test(`${name} prints its usage when it is asked, and when nothing is typed`, async () => {
        const asked = await run(name, "--help");
        assert.deepEqual({ code: asked.code, err: asked.err }, { code: 0, err: "" });
        assert.match(asked.out, new RegExp(`^usage: npm run ${name} -- [^]*--key FILE[^]*^example: npm run ${name} -- `, "m"));
        assert.deepEqual(await run(name, ...somewhere, "-h"), asked);
        assert.deepEqual(await run(name), { code: 2, out: "", err: asked.out });
    });

    test(`${name} refuses what it does not know`, async () => {
        await refuses(name, [...somewhere, "--speed", "5"], /^Unknown option '--speed'\.$/);
        await refuses(name, ["--key", key], /^[-\w]+ is missing\.$/);
        await refuses(name, on("127.0.0.1:8080"), /^[-\w]+ should be an address such as http:\/\/127\.0\.0\.1:8080\/.*, and is '127\.0\.0\.1:8080'\.$/);
        await refuses(name, [...somewhere, "--key"], /^Option '--key <value>' argument missing\.$/);
        await refuses(name, [...somewhere, "--key", path.join(directory, "none.pem")], /^--key should be a file with a private RSA key \(PEM\), and is '.*none\.pem'\.$/);
    });

    test(`${name} says in a line that a server does not answer`, async () => {
        await isHindered(name, [...on(closed), "--key", key], /^http:\/\/127\.0\.0\.1:\d+\/ does not answer: .*ECONNREFUSED.*\.$/m);
        await isHindered(name, on(closed), /^http:\/\/127\.0\.0\.1:\d+\/ does not answer: .*ECONNREFUSED.*\.$/m);
    });

    test(`${name} says in a line what a server lacks`, async (t) => {
        const empty = await servant(t, 404);
        await isHindered(name, on(empty), /gives nobody a token \(404\): start it in development mode, or name a --key\.$/m);
        await isHindered(name, [...on(empty), "--key", key], /\/(conformance|hubs\/presence) answers 404: there seems to be no such hub\.$/m);
        const strict = await servant(t, 401);
        await isHindered(name, [...on(strict), "--key", key], /\/(conformance|hubs\/presence) answers 401: who comes with this token is refused\.$/m);
    });
}

for (const [name, option, values] of [
    ["storm", "--users", ["0", "1e3", "2.5", ""]],
    ["storm", "--rate", ["0", "fast"]],
    ["storm", "--pid", ["0", "999999999"]],
    ["soak", "--connections", ["0", "1.5"]],
    ["soak", "--minutes", ["1", "x"]],
    ["soak", "--hostile", ["1.1", "x"]],
    ["soak", "--pid", ["999999999"]],
    ["soak", "--url", ["https://127.0.0.1:8080/", "http://127.0.0.1:8080/presence/"]],
]) {
    test(`${name} takes no ${option} that makes no sense`, async () => {
        const typed = COMMANDS[name].on("http://127.0.0.1:8080/");
        await Promise.all(values.map((value) => refuses(name, [...typed, `${option}=${value}`], new RegExp(`^${option} should be .*, and is '${value}'\\.$`))));
    });
}

test("storm and soak take no argument without a name", async () => {
    await refuses("storm", ["--url", "http://127.0.0.1:8080/", "more"], /^'more' is one argument too many\.$/);
    await refuses("soak", ["--url", "http://127.0.0.1:8080/", "--pid", PID, "more"], /^'more' is one argument too many\.$/);
});

test("storm ends with 0 where everybody is told the whole list, and says what that cost", async (t) => {
    const present = new Map();
    const url = await presenceHub(t, (socket, user) => {
        present.set(user, socket);
        present.forEach((each) => each.send(`{"type":1,"target":"GetOnlineUsers","arguments":[${JSON.stringify([...present.keys()])}]}\u001e`));
    });
    const { code, out, err } = await run("storm", "--url", url, "--users", "5");
    assert.deepEqual({ code, err }, { code: 0, err: "" }, out);
    assert.match(out, /^5 users, 500 a second\n[^]*^lists to all clients: 15\n[^]*^clients whose list is right: 5\n/m);
});

test("storm ends with 1 where nobody is told anything", async (t) => {
    const url = await presenceHub(t, (socket) => socket.close());
    const { code, out, err } = await run("storm", "--url", url, "--users", "5");
    assert.deepEqual({ code, err }, { code: 1, err: "" }, out);
    assert.match(out, /^clients whose list is right: 0\ns after the last arrival until all are: never\n/m);
});

/** A server that gives users their names as tokens, and lets `welcome` do the rest. */
async function presenceHub(t, welcome) {
    const server = http.createServer(async (request, response) => {
        const body = JSON.parse(Buffer.concat(await request.toArray()).toString() || "{}");
        response.end(JSON.stringify({ token: body.user }));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    t.after(() => server.close());
    const sockets = new WebSocket.Server({ server });
    sockets.on("connection", (socket, { url }) => {
        socket.once("message", () => {
            socket.send("{}\u001e");
            welcome(socket, new URL(url, "http://127.0.0.1/").searchParams.get("access_token"));
        });
    });
    return `http://127.0.0.1:${server.address().port}/`;
}
