/**
 * A soak: thousands of connections of random life over three transports, and among them some that want the server dead. Says what the server
 * needs as time goes by, and at the end whether that grows, and whether anybody who behaves was harmed.
 *
 *   npm run soak -- --url http://127.0.0.1:8080/ --pid 123 [--connections 10000] [--minutes 20] [--hostile 0.01] [--key private.pem]
 *
 * The server runs on this machine, with PRESENCEHUB_OPEN_HUBS=/signalrhub, so that there is a hub for those who have no token. Tokens come
 * from the development sign-in, or are signed with the key (RS256, issuer https://issuer.test, audience presencehub). Both processes need as
 * many open files as there are connections: `ulimit -n 20000`.
 */
import { parseArgs } from "node:util";
import { Attackers } from "./attackers.mjs";
import { Client } from "./client.mjs";
import { Tokens } from "./tokens.mjs";
import { Vitals } from "./vitals.mjs";

const SECONDS_PER_ROW = 30;
const CLIENTS_PER_USER = 4;
const STARTS_PER_SECOND = 60; // each arrival is told to all who watch

const { values: options } = parseArgs({
    options: {
        url: { type: "string" },
        pid: { type: "string" },
        connections: { type: "string", default: "10000" },
        minutes: { type: "string", default: "20" },
        hostile: { type: "string", default: "0.01" },
        key: { type: "string" },
    },
});
const count = Number(options.connections);
const url = new URL(options.url);
const tokens = new Tokens(url, options.key);
const vitals = new Vitals(options.pid);
const tally = { messages: 0, late: 0, harmed: 0, failed: 0, attacks: 0, cutOff: 0, reasons: new Map() };
const attackers = new Attackers(url, tokens, Math.ceil(count * Number(options.hostile)), tally);
const clients = Array.from({ length: Math.floor(count * (1 - Number(options.hostile))) }, (_, i) => {
    return new Client(url, `soak-${Math.floor(i / CLIENTS_PER_USER)}`, tokens, tally);
});

const rows = [];
const end = Date.now() + Number(options.minutes) * 60_000;
clients.forEach((client, i) => setTimeout(() => client.live(end), (1000 * i) / STARTS_PER_SECOND));
attackers.attackUntil(end);
console.log("minute connections  messages/s  heap MB   RSS MB  threads    files     late   harmed   failed  attacks  cut off");
await rowsUntil(end);
attackers.stop();
clients.forEach((client) => client.stop());
await pause(10_000);
const verdict = judge(rows);
console.log(verdict.join("\n"));
process.exit(verdict.at(-1).startsWith("Flat") ? 0 : 1);

async function rowsUntil(time) {
    let before = tally.messages;
    for (let next = Date.now() + SECONDS_PER_ROW * 1000; next <= time + 1000; next += SECONDS_PER_ROW * 1000) {
        await pause(next - Date.now());
        const open = clients.filter((client) => client.isOpen).length;
        const row = { open, perSecond: Math.round((tally.messages - before) / SECONDS_PER_ROW), ...(await vitals.read()) };
        before = tally.messages;
        rows.push(row);
        const minute = ((rows.length * SECONDS_PER_ROW) / 60).toFixed(1);
        const cells = [row.open, row.perSecond, row.heap, row.rss, row.threads, row.files];
        cells.push(tally.late, tally.harmed, tally.failed, tally.attacks, tally.cutOff);
        console.log(minute.padStart(6) + cells.map((cell, i) => String(cell).padStart(i === 0 ? 12 : i === 1 ? 12 : 9)).join(""));
    }
}

/** The second quarter of the time, when all have come, against the last. */
function judge(all) {
    const quarter = Math.max(1, Math.floor(all.length / 4));
    const early = all.slice(quarter, 2 * quarter);
    const late = all.slice(-quarter);
    const findings = [];
    for (const [what, room] of [["heap", 30], ["rss", 100], ["threads", 20], ["files", 300]]) {
        const [from, to] = [median(early, what), median(late, what)];
        if (to > from * 1.1 + room) {
            findings.push(`${what} grows: ${from}, later ${to}`);
        }
    }
    if (tally.harmed > 0) {
        findings.push(`${tally.harmed} who behaved were closed: ${[...tally.reasons].map(([why, times]) => `${why} (${times})`).join(", ")}`);
    }
    if (tally.late > 0) {
        findings.push(`${tally.late} times somebody heard nothing for longer than two pings are apart`);
    }
    return findings.length === 0 ? ["Flat, and nobody who behaves was harmed."] : [...findings, "Not flat, or not harmless."];
}

function median(all, what) {
    return all.map((row) => row[what]).sort((a, b) => a - b)[Math.floor(all.length / 2)];
}

function pause(milliseconds) {
    return new Promise((resume) => setTimeout(resume, Math.max(0, milliseconds)));
}
