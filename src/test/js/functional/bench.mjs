// Runs in Node and in browsers, and is given the client.
import { unique } from "../conformance/claims.mjs";

/** What a case works with: its mode, the client's parts, and connections that end with it. */
export class Bench {
    #signalR;
    #parts;
    #msgpack;
    #open = [];

    /**
     * @param signalR the unmodified client
     * @param parts of the client what it does not export: `FetchHttpClient`, `XhrHttpClient`, `HttpConnection`, `AbortError`, `getUserAgentHeader`
     * @param MessagePackHubProtocol the other protocol
     * @param WebSocket the class that the place has
     * @param url where the server is, without a slash at the end
     * @param token of somebody with the role `user`
     * @param mode as `table` names it
     */
    constructor({ signalR, parts, MessagePackHubProtocol, WebSocket, url, token, mode }) {
        this.#signalR = signalR;
        this.#parts = parts;
        this.#msgpack = MessagePackHubProtocol;
        this.WebSocket = WebSocket;
        this.url = url;
        this.token = token;
        this.mode = mode;
    }

    get signalR() {
        return this.#signalR;
    }

    get inBrowser() {
        return this.mode.place !== "Node";
    }

    /** How an HTTP client fails that was told to give up. */
    get AbortError() {
        return this.#parts.AbortError;
    }

    /** The name and value of the header by which the client says what it is. */
    get userAgent() {
        return this.#parts.getUserAgentHeader();
    }

    protocol(name = this.mode.protocol) {
        return name === "MessagePack" ? new this.#msgpack() : new this.#signalR.JsonHubProtocol();
    }

    httpClient(name) {
        const Client = { "XMLHttpRequest": "XhrHttpClient", "fetch": "FetchHttpClient" }[name];
        return new this.#parts[Client](this.#signalR.NullLogger.instance);
    }

    /** An unstarted connection. It notes how it was closed, each time, and names its visit, by which the hub knows its requests. */
    connection({ path = "/functional", protocol = this.protocol(), reconnects = false, ...options } = {}) {
        const { HubConnectionBuilder, LogLevel } = this.#signalR;
        const visit = unique();
        const builder = new HubConnectionBuilder()
            .withUrl(this.#url(path, visit), { ...this.#options(), ...options })
            .withHubProtocol(protocol)
            .configureLogging(LogLevel.None);
        const built = (reconnects ? builder.withAutomaticReconnect() : builder).build();
        built.visit = visit;
        built.closings = [];
        built.closed = new Promise((closed) => built.onclose(closed));
        built.onclose((error) => built.closings.push(error));
        this.#open.push(built);
        return built;
    }

    async started(options) {
        const connection = this.connection(options);
        await connection.start();
        return connection;
    }

    /** An unstarted connection as hub connections have it below them: it carries bytes, and knows no hubs. */
    bytes(options) {
        const connection = new this.#parts.HttpConnection(this.#url("/functional", unique()), {
            logger: this.#signalR.NullLogger.instance,
            ...this.#options(),
            ...options,
        });
        this.#open.push(connection);
        return connection;
    }

    #url(path, visit) {
        return `${this.url}${path}${path.includes("?") ? "&" : "?"}visit=${visit}`;
    }

    #options() {
        const { transport, client } = this.mode;
        return {
            ...(transport && { transport: this.#signalR.HttpTransportType[transport] }),
            ...(client && { httpClient: this.httpClient(client) }),
        };
    }

    /** Stops what the case has left open. */
    async end() {
        await Promise.allSettled(this.#open.map((connection) => connection.stop()));
    }
}
