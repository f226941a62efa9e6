import { NullLogger } from "@microsoft/signalr";
import { MessagePackHubProtocol } from "@microsoft/signalr-protocol-msgpack";

const SEPARATOR = 0x1e;

/** How messages become bytes, and bytes the messages that a client saw: what is compared, and what it means in any encoding. */
export const encodings = {
    json: {
        name: "json",
        binary: false,
        encode: (message) => Buffer.from(`${JSON.stringify(message)}\x1e`),
        /** The end of the first message, or -1. */
        end: (bytes) => bytes.indexOf(SEPARATOR) + 1 || -1,
        decode: (bytes) => {
            const text = bytes.subarray(0, -1).toString();
            return { seen: text, meaning: tried(() => JSON.parse(text)) };
        },
    },
    messagepack: {
        name: "messagepack",
        binary: true,
        encode: (message) => Buffer.from(new MessagePackHubProtocol().writeMessage({ headers: {}, ...message })),
        end: (bytes) => lengthPrefixed(bytes),
        decode: (bytes) => {
            const [message] = new MessagePackHubProtocol().parseMessages(arrayBuffer(bytes), NullLogger.instance) ?? [];
            return { seen: bytes.toString("hex"), meaning: message && plain(message) };
        },
    },
};

/** Without what says nothing: the client's own objects have it, JSON has not. */
function plain(message) {
    const silent = ([name, value]) =>
        value === undefined ||
        name === "headers" ||
        (name === "streamIds" && value.length === 0) ||
        (message.type === 7 && (value === null || value === false));
    return Object.fromEntries(Object.entries(message).filter((member) => !silent(member)));
}

function lengthPrefixed(bytes) {
    let length = 0;
    for (let i = 0; i < bytes.length && i < 5; i++) {
        length += (bytes[i] & 0x7f) * 2 ** (7 * i);
        if (bytes[i] < 0x80) {
            return bytes.length >= i + 1 + length ? i + 1 + length : -1;
        }
    }
    return -1;
}

function arrayBuffer(bytes) {
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}

function tried(parse) {
    try {
        return parse();
    } catch {
        return undefined;
    }
}
