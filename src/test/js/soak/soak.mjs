/**
 * A soak: thousands of connections of random life over three transports, and among them some that want the server dead. Says what the server
 * needs as time goes by, and at the end whether that grows, and whether anybody who behaves was harmed.
 */
import { command, Hindrance, number, plainAddress, processId, requireHub, wholeNumber } from "../commands/command.mjs";
import { keyOption, Tokens } from "../commands/tokens.mjs";
import { Attackers } from "./attackers.mjs";
import { Client } from "./client.mjs";
import { Vitals } from "./vitals.mjs";

const SECONDS_PER_ROW = 30;
const LEAST_MINUTES = 2; // four rows: the verdict compares a quarter of them with another
const CLIENTS_PER_USER = 4;
const STARTS_PER_SECOND = 60; // each arrival is told to all who watch

await command(
    {
        start: "npm run soak --",
        does: "Thousands of connections of random life over three transports on a server on this machine, and among them some that attack it. Says whether what the server needs grows, and who was harmed.",
        takes: {
            "--url": { value: "URL", says: "the server, with hubs at /hubs/presence and /signalrhub, of which the latter is open; both processes need more open files than there are connections (ulimit -n 20000)", read: plainAddress },
            "--pid": { value: "PID", says: "its Java process", read: processId },
            "--connections": { value: "NUMBER", says: "how many at once", read: wholeNumber, default: 10_000 },
            "--minutes": { value: "NUMBER", says: "how long", read: number(LEAST_MINUTES, 100_000), default: 20 },
            "--hostile": { value: "SHARE", says: "which part of the connections attacks", read: number(0, 1), default: 0.01 },
            "--key": keyOption,
        },
        example: "npm run soak -- --url http://127.0.0.1:8080/ --pid 4711 --connections 1000 --minutes 10",
    },
    async ({ url, pid, connections, minutes, hostile, key }) => {
        const tokens = new Tokens(url, key);
        await requireHub(url, "hubs/presence", await tokens.of("soak-0"));
        await requireHub(url, "signalrhub");
        return soak(new URL(url), tokens, await vitalsOf(pid), connections, minutes, hostile);
    },
);

async function vitalsOf(pid) {
    const vitals = new Vitals(pid);
    try {
        await vitals.read();
        return vitals;
    } catch (error) {
        throw new Hindrance(`jcmd cannot ask process ${pid}: is it a Java process of this user, and is jcmd of a JDK on the PATH?`, { cause: error });
    }
}

async function soak(url, tokens, vitals, count, minutes, hostile) {
    const tally = { messages: 0, late: 0, harmed: 0, failed: 0, attacks: 0, cutOff: 0, reasons: new Map() };
    const attackers = new Attackers(url, tokens, Math.ceil(count * hostile), tally);
    const clients = Array.from({ length: Math.floor(count * (1 - hostile)) }, (_, i) => {
        return new Client(url, `soak-${Math.floor(i / CLIENTS_PER_USER)}`, tokens, tally);
    });
    const end = Date.now() + minutes * 60_000;
    clients.forEach((client, i) => setTimeout(() => client.live(end), (1000 * i) / STARTS_PER_SECOND));
    attackers.attackUntil(end);
    console.log("minute connections  messages/s  heap MB   RSS MB  threads    files     late   harmed   failed  attacks  cut off");
    const rows = await rowsUntil(end, clients, vitals, tally).catch((error) => {
        console.log(`The server's process cannot be asked any more (${error.message.split("\n")[0]}).`);
    });
    attackers.stop();
    clients.forEach((client) => client.stop());
    if (!rows) {
        return 1;
    }
    await pause(10_000);
    const verdict = judge(rows, tally);
    console.log(verdict.join("\n"));
    return verdict.at(-1).startsWith("Flat") ? 0 : 1;
}

async function rowsUntil(time, clients, vitals, tally) {
    const rows = [];
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
    return rows;
}

/** The second quarter of the time, when all have come, against the last. */
function judge(all, tally) {
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
