import { encodings } from "./encodings.mjs";

/** Exceptions of .NET that are no part of SignalR's words. */
const OF_THE_PLATFORM = /\b(FormatException|JsonReaderException|JsonException|InvalidOperationException): (?!Sequence ID)|InvalidDataException: Deserializing/;

/**
 * Differences that stay, each with its reason: the scripts by their titles, and whether what was seen differs as it should. `reference`
 * and `server` are all that the clients of one saw, a line each.
 */
export const expected = [
    {
        script: /^HTTP: DELETE while a poll waits$/,
        holds: (reference, server) => [reference, server].every((told) => /: 204|"allowReconnect\\":true/.test(told)),
        reason: "The reference ends the poll with 204 or with a close, as it happens; the specification says 204.",
    },
    {
        script: /./,
        holds: (reference, server) => OF_THE_PLATFORM.test(readable(reference)) && withoutDetails(readable(reference)) === withoutDetails(withoutMisfits(readable(server))),
        reason: "Behind the text that the specification gives, details of the platform's own exceptions are in its own words.",
    },
    {
        script: /./,
        holds: (reference, server) => readable(reference) === withoutMisfits(readable(server)),
        reason: "Behind the reference's text a client is told which argument or item does not fit, and what it should be.",
    },
    {
        script: /: (a record: (an unknown type|a negative type|type 0))$/,
        holds: (reference, server) => reference.endsWith("silent") && server.endsWith("alive"),
        reason: "A message of an unknown type is skipped; the reference's connection hears nothing any more.",
    },
    {
        script: /Echo of an object|numbers of all kinds|an object with a key twice/,
        holds: (reference, server) => meanings(readable(reference)) === meanings(readable(server)),
        reason: "An argument of type Object is bound by JSON-B: the order of keys and the spelling of numbers are its own.",
    },
    {
        script: /Echo of letters|an id with odd letters/,
        holds: (reference, server) => JSON.stringify(unescaped(reference)) === JSON.stringify(unescaped(server)),
        reason: "Letters beyond ASCII are written as they are; the reference escapes some.",
    },
    {
        script: /: a record: a streaming call (without an id|with an empty id)$/,
        holds: (reference, server) => reference.includes("Missing required property 'invocationId'") && server.endsWith("alive"),
        reason: "A streaming call without an id is ignored, as its items could have no address; the reference closes.",
    },
    {
        script: /: a question answered with the wrong type$/,
        holds: (reference, server) => [reference, server].map(readable).every((told) => told.includes("HubException: Error trying to deserialize result to String. ")),
        reason: "Behind SignalR's words each platform says in its own what does not fit.",
    },
    {
        script: /: a record: an item before its unknown id$/,
        holds: (reference, server) => reference.includes("KeyNotFoundException") && server.endsWith("alive"),
        reason: "An item of an unknown stream is ignored in whichever order its members come; the reference minds the order.",
    },
    {
        script: /: (bytes that are no UTF-8, in an|a record: a lone surrogate in an) argument$/,
        holds: (_, server) => server.includes("HubException: Argument 1 is a value with text that is not Unicode."),
        reason: "A call with text that is no Unicode fails; the reference passes on U+FFFD, or half a character.",
    },
    {
        script: /: (bytes that are no UTF-8, in the|a record: a lone surrogate in the) target$/,
        holds: (_, server) => server.includes("HubException: Method does not exist."),
        reason: "A method whose name is no Unicode is not there; the reference closes at half a character.",
    },
    {
        script: /: a record: a close with (an error of null|a wrong permission)$/,
        holds: (reference, server) => reference.includes("error") && server.includes("type") && !server.includes("error"),
        reason: "A close is a goodbye, whatever else it has; to the reference it breaks the protocol.",
    },
    {
        script: /: a WebSocket closed with \d+$/,
        holds: (reference, server) => reference.includes("closed 1000") && /closed (1001|1011|3000|4999)$/.test(server),
        reason: "The servlet container answers a close frame with its own code (RFC 6455, 5.5.1); the reference says 1000.",
    },
    {
        script: /^HTTP: negotiate/,
        holds: (reference, server) => withoutStore(members(reference)) === withoutStore(members(server)),
        reason: "A negotiation may not be stored, as it holds a secret; the order of its members is ours.",
    },
    {
        script: /^HTTP: (no token|a bad token)/,
        holds: differOnly(/www-authenticate: Bearer|x-refusal-id: |cache-control: no-store/),
        reason: "A refusal says how to do better (RFC 6750), has an id that the log has, too, and is not kept by caches.",
    },
    {
        script: /^HTTP: an upgrade (without a key|of version 12)$/,
        holds: (_, server) => server.includes("This is no handshake of a WebSocket: "),
        reason: "An upgrade that a proxy has spoiled is told so; the reference takes it for a poll.",
    },
    {
        script: /^HTTP: /,
        holds: differOnly(/allow: |cache-control: |content-encoding: identity$|expires: |pragma: |content-type: text\/plain$|x-accel-buffering: no$/),
        reason: "Headers that no client looks at: methods that there are, caching of refusals, the type of nothing, and words to proxies.",
    },
    {
        script: /a question answered with nothing$/,
        holds: (_, server) => readable(server).includes('"result":null'),
        reason: "A client's answer without a result is null, as the Java client leaves it out; the reference calls it an error.",
    },
    {
        script: /resumable: (a sequence of 0|a negative sequence)$/,
        holds: (reference, server) => reference.endsWith("silent") && server.includes('"type":7'),
        reason: "A sequence that cannot be is refused; the reference's connection is silent from then on.",
    },
    {
        script: /: a call cancelled$/,
        holds: (reference, server) => /"result":null|03c0$/m.test(reference) && readable(server).includes("CancellationException"),
        reason: "A stage that a method returned is cancelled with its call; the reference cancels what has a parameter for that.",
    },
    {
        script: /: (resumable: agreed, but a handshake of version 1|not resumable: cut and opened again)$/,
        holds: (...both) => both.every((told) => /refused (409 |404 No Connection with that ID)$/.test(told)),
        reason: "A connection that was cut is busy going for a moment, or gone.",
    },
    {
        script: /^MessagePack .*: an empty method$/,
        holds: (_, server) => server.includes("Null or empty target for Invocation message."),
        reason: "In MessagePack an empty target breaks the protocol, as in the reference's own MessagePack; in JSON it names no method.",
    },
];

function withoutDetails(told) {
    return told.replace(/ \b(Format|JsonReader|Json|Invalid(Operation|Data)|IllegalState)Exception: [^"]*(?=")/g, "");
}

/** With the messages in MessagePack as JSON, where they are such. */
function readable(told) {
    return told.replace(/(?<=: )[0-9a-f]{8,}$/gm, (hex) => {
        try {
            return JSON.stringify(encodings.messagepack.decode(Buffer.from(hex, "hex")).meaning);
        } catch {
            return hex;
        }
    });
}

function withoutMisfits(told) {
    return told.replace(/ (Argument \d+|Item \d+ of stream \d+), (a string|a number|a boolean|an array|an object|null|binary data), does not fit [^"]*\.(?=")/g, "");
}

function unescaped(told) {
    return told.replace(/\\u([0-9a-f]{4})/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));
}

/** Whether each line that only one of them has is one of these. */
function differOnly(pattern) {
    const only = (these, those) => these.split("\n").filter((line) => !those.split("\n").includes(line));
    return (reference, server) => [...only(reference, server), ...only(server, reference)].every((line) => pattern.test(line));
}

function withoutStore(told) {
    return told.replace(/\n.*cache-control: no-store/, "");
}

/** What the messages mean to a client: as JavaScript reads them, keys in one order. */
function meanings(told) {
    const sorted = (_, value) =>
        value && typeof value === "object" && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value;
    return told.replace(/(?<=: )\{.*\}$/gm, (message) => JSON.stringify(JSON.parse(message), sorted));
}

/** With the members of its JSON in one order. */
function members(told) {
    return told.replace(/"\{(.*)\}"$/, (_, inner) => inner.split(/,(?=\\")/).sort().join());
}
