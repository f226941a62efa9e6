import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

const WIDTH = 120;

/** What keeps a command from its work, in a sentence for who typed it. */
export class Hindrance extends Error {}

/**
 * Runs a command as it was typed, and ends the process with the exit code that `work` answers. Without arguments it prints the usage; what
 * was typed wrong, and a Hindrance, is told in one line. Both end with 2: nothing was found out.
 *
 * `takes` has what stands behind the command, by name, each with a `read` that turns text into a value or throws: `--users` is an
 * option, SERVER an argument, WORDS takes all arguments that are left. What has no `default` and is not `optional` must be given.
 */
export async function command({ start, does, takes, example }, work) {
    const usage = usageOf(start, does, takes, example);
    const typed = process.argv.slice(2);
    if (typed.includes("--help") || typed.includes("-h")) {
        console.log(usage);
        process.exit(0);
    }
    if (typed.length === 0) {
        console.error(usage);
        process.exit(2);
    }
    let values;
    try {
        values = valuesOf(typed, takes);
    } catch (error) {
        console.error(`${error.message}\n\n${usage}`);
        process.exit(2);
    }
    try {
        process.exit(await work(values));
    } catch (error) {
        if (!(error instanceof Hindrance)) {
            throw error;
        }
        console.error(error.message);
        process.exit(2);
    }
}

/** The values by name, `peer-pid` of `--peer-pid` and `words` of `WORDS`. */
function valuesOf(typed, takes) {
    const { values: options, positionals } = parsed(typed, takes);
    const values = {};
    for (const [name, { read, default: otherwise, optional, rest }] of Object.entries(takes)) {
        const key = keyOf(name);
        const text = isOption(name) ? options[key] : rest ? positionals.splice(0) : positionals.shift();
        if (text === undefined && !optional && otherwise === undefined) {
            throw new Error(`${name} is missing.`);
        }
        values[key] = text === undefined ? otherwise : accepted(name, text, read);
    }
    if (positionals.length > 0) {
        throw new Error(`'${positionals[0]}' is one argument too many.`);
    }
    return values;
}

function parsed(typed, takes) {
    const options = Object.fromEntries(Object.keys(takes).filter(isOption).map((name) => [keyOf(name), { type: "string" }]));
    try {
        return parseArgs({ args: typed, options, allowPositionals: true });
    } catch (error) {
        throw new Error(`${error.message.split(/\.\s|\n/)[0].replace(/\.$/, "")}.`, { cause: error });
    }
}

function accepted(name, text, read) {
    try {
        return read(text);
    } catch (error) {
        throw new Error(`${name} should be ${error.message}, and is '${text}'.`, { cause: error });
    }
}

const isOption = (name) => name.startsWith("--");
const keyOf = (name) => name.replace(/^--/, "").toLowerCase();

function usageOf(start, does, takes, example) {
    const rows = Object.entries(takes).map(([name, { value, says, default: otherwise }]) => {
        return [value ? `${name} ${value}` : name, otherwise === undefined ? says : `${says} (default ${otherwise})`];
    });
    const column = Math.max(...rows.map(([left]) => left.length)) + 2;
    const lines = rows.map(([left, right]) => `  ${left.padEnd(column)}${wrapped(right.split(" "), column + 2)}`);
    const line = Object.entries(takes).map(([name, { value, default: otherwise, optional, rest }]) => {
        const shown = value ? `${name} ${value}` : rest ? `${name}...` : name;
        return otherwise !== undefined || optional ? `[${shown}]` : shown;
    });
    const typed = `usage: ${wrapped([start, ...line], 7)}`;
    return [wrapped(does.split(" "), 0), "", typed, ...lines, "", `example: ${example}`].join("\n");
}

/** The words in lines, of which all but the first are indented. */
function wrapped(words, indent) {
    const lines = [""];
    for (const word of words) {
        const line = lines.at(-1);
        if (line && indent + line.length + 1 + word.length > WIDTH) {
            lines.push(word);
        } else {
            lines[lines.length - 1] = line ? `${line} ${word}` : word;
        }
    }
    return lines.join(`\n${" ".repeat(indent)}`);
}

/** The address of a server, or of an application on it: with a slash at the end. */
export function address(text) {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (!/^https?:$/.test(url?.protocol) || url.search || url.hash) {
        throw new Error("an address such as http://127.0.0.1:8080/");
    }
    url.pathname = url.pathname.replace(/\/*$/, "/");
    return url.href;
}

/** The address of a server that is spoken to byte by byte. */
export function plainAddress(text) {
    if (!/^http:\/\/[^/]+\/?$/.test(text)) {
        throw new Error("an address such as http://127.0.0.1:8080/, without TLS and without a path");
    }
    return address(text);
}

export function wholeNumber(text) {
    if (!/^[1-9]\d{0,8}$/.test(text)) {
        throw new Error("a whole number above 0");
    }
    return Number(text);
}

/** A number within bounds. */
export const number = (least, most) => (text) => {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
    if (!(value >= least && value <= most)) {
        throw new Error(`a number from ${least} to ${most}`);
    }
    return value;
};

export const words = (texts) => texts;

/** A private RSA key in a file. */
export function privateKey(file) {
    try {
        const key = createPrivateKey(readFileSync(file));
        if (key.asymmetricKeyType === "rsa") {
            return key;
        }
    } catch {
        // No file, or no key: all the same to who typed it.
    }
    throw new Error("a file with a private RSA key (PEM)");
}

/** A process of this machine, as Linux knows them. */
export function processId(text) {
    try {
        readFileSync(`/proc/${wholeNumber(text)}/stat`);
        return text;
    } catch {
        throw new Error("the id of a process on this machine");
    }
}

/** Makes sure that there is a hub which takes this caller, or nobody if there is no token. */
export async function requireHub(url, hub, token) {
    const headers = token ? { Authorization: `Bearer ${token}` } : {};
    const answer = await post(url, `${hub}/negotiate?negotiateVersion=1`, { headers });
    if (!answer.ok) {
        const why = answer.status === 401 || answer.status === 403 ? `who comes with ${token ? "this" : "no"} token is refused` : "there seems to be no such hub";
        throw new Hindrance(`${new URL(hub, url)} answers ${answer.status}: ${why}.`);
    }
}

/** A POST to a server, which has to answer something. */
export async function post(url, path, request) {
    try {
        return await fetch(new URL(path, url), { method: "POST", signal: AbortSignal.timeout(10_000), ...request });
    } catch (error) {
        throw new Hindrance(`${url} does not answer: ${error.cause?.message || error.cause?.code || error.message}.`, { cause: error });
    }
}
