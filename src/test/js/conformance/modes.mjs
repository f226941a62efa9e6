/** The transports, as `HttpTransportType` names them. */
export const TRANSPORTS = ["WebSockets", "ServerSentEvents", "LongPolling"];

export const PROTOCOLS = ["JSON", "MessagePack"];

/** What the client says of the pair that is not possible. */
export const IMPOSSIBLE = "ServerSentEvents failed: Error: 'ServerSentEvents' does not support Binary\\.";

/** Every pair of the two. Server-sent events are text, so MessagePack is not possible over them. */
export function cells(transports, protocols) {
    return transports.flatMap((transport) =>
        protocols.map((protocol) => ({
            transport,
            protocol,
            possible: !(transport === "ServerSentEvents" && protocol === "MessagePack"),
        })),
    );
}
