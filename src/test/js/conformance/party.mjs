// Runs in Node and in browsers: imports nothing, and is given the client.

/** The clients that a cell of the matrix needs: one transport and one protocol, connections shared by the cells. */
export class Party {
    #signalR;
    #transport;
    #protocol;
    #url;
    #tokens;
    #started = new Map();

    /**
     * @param signalR the unmodified client
     * @param transport a name of `HttpTransportType`
     * @param protocol makes a hub protocol
     * @param url where the server is, without a slash at the end
     * @param line where the server is as well, by way of a cable that `cut`, `pull` and `plug` handle
     * @param tokens a token for each user
     */
    constructor({ signalR, transport, protocol, url, line, tokens }) {
        this.#signalR = signalR;
        this.#transport = signalR.HttpTransportType[transport];
        this.#protocol = protocol;
        this.#url = url;
        this.#tokens = tokens;
        this.transport = transport;
        this.line = line;
    }

    get Subject() {
        return this.#signalR.Subject;
    }

    get Disconnected() {
        return this.#signalR.HubConnectionState.Disconnected;
    }

    /** The user of the connections under test. */
    get user() {
        return Object.keys(this.#tokens)[0];
    }

    /** The started connection of the user. */
    member() {
        return this.#once("member", () => this.builder({ token: this.#tokens[this.user] }));
    }

    /** The started connection of somebody else, always with JSON over WebSockets, so that words cross from one mode to another. */
    neighbour() {
        const { JsonHubProtocol, HttpTransportType } = this.#signalR;
        const [, other] = Object.values(this.#tokens);
        const mode = { transport: HttpTransportType.WebSockets, protocol: new JsonHubProtocol() };
        return this.#once("neighbour", () => this.builder({ token: other, ...mode }));
    }

    /** The started connection of nobody. */
    stranger() {
        return this.#once("stranger", () => this.builder());
    }

    #once(name, builder) {
        if (!this.#started.has(name)) {
            this.#started.set(name, this.start(builder()));
        }
        return this.#started.get(name);
    }

    /** What builds a connection of the user, by way of the cable. */
    cabled(path) {
        return this.builder({ url: this.line.url, path, token: this.#tokens[this.user] });
    }

    /** What builds a connection in this mode. */
    builder({ url = this.#url, path = "/conformance", token, transport = this.#transport, protocol = this.#protocol() } = {}) {
        const { HubConnectionBuilder, LogLevel } = this.#signalR;
        const seen = [];
        const builder = new HubConnectionBuilder()
            .withUrl(url + path, { transport, ...(token && { accessTokenFactory: () => token }) })
            .withHubProtocol(observed(protocol, (message) => seen.push(message)))
            .configureLogging(LogLevel.None);
        return Object.assign(builder, { seen });
    }

    /** A started connection that notes each `Message` in `heard`, and every message of the protocol in `seen`. */
    async start(builder) {
        const connection = builder.build();
        connection.seen = builder.seen;
        connection.heard = [];
        connection.on("Message", (text) => connection.heard.push(text));
        await connection.start();
        return connection;
    }

    async stop() {
        const connections = await Promise.allSettled(this.#started.values());
        await Promise.all(connections.map(({ value }) => value?.stop()));
    }
}

/** The protocol, telling what it reads. */
function observed(protocol, tell) {
    return new Proxy(protocol, {
        get(target, name) {
            const value = target[name];
            if (name !== "parseMessages") {
                return typeof value === "function" ? value.bind(target) : value;
            }
            return (...args) => {
                const messages = target.parseMessages(...args);
                messages.forEach(tell);
                return messages;
            };
        },
    });
}
