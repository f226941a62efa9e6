/**
 * A connection to one hub together with what is known about it. Fires `state` when `state` changes:
 * `connecting`, `connected`, `reconnecting` (by itself), `lost` (for good; `error` says why), or `absent`: the server has no such hub.
 */
export class HubLink extends EventTarget {
    #connection;
    #reopening = false;

    /** `path` is relative to the page, whatever context path the application runs under. */
    constructor(path, accessTokenFactory) {
        super();
        this.state = "connecting";
        this.error = null;
        this.#connection = new signalR.HubConnectionBuilder()
            .withUrl(new URL(path, document.baseURI).href, { accessTokenFactory })
            .withAutomaticReconnect()
            .configureLogging(signalR.LogLevel.Warning)
            .build();
        this.#connection.onreconnecting(() => this.#become("reconnecting"));
        this.#connection.onreconnected(() => this.#become("connected"));
        // The client passes no error on when the server closed the connection and invited nobody to come back.
        this.#connection.onclose((error) => {
            if (!this.#reopening) {
                this.#become("lost", error ?? new Error("The server ended the connection."));
            }
        });
    }

    async open() {
        this.#become("connecting");
        try {
            await this.#connection.start();
            this.#become("connected");
        } catch (error) {
            this.#become(isAbsent(error) ? "absent" : "lost", error);
        }
    }

    /** Connects anew, which asks for a fresh token. */
    async reopen() {
        this.#reopening = true;
        await this.#connection.stop();
        this.#reopening = false;
        await this.open();
    }

    /** 401 or 403, if that is how the server answered; the client passes it on in the text alone. */
    get refusal() {
        const status = /Status code '(40[13])'/.exec(this.error?.message ?? "");
        return status && Number(status[1]);
    }

    /** The server's last words, if it closed the connection and invited nobody to come back by itself. */
    get ended() {
        const words = /^(?:Error: )?(?:Server returned an error on close: (.*)|(The server ended the connection\.))$/s.exec(this.error?.message ?? "");
        return this.state === "lost" && words ? (words[1] ?? words[2]) : null;
    }

    close() {
        return this.#connection.stop();
    }

    on(event, callback) {
        this.#connection.on(event, callback);
    }

    off(event, callback) {
        this.#connection.off(event, callback);
    }

    invoke(method, ...args) {
        return this.#connection.invoke(method, ...args);
    }

    #become(state, error = null) {
        this.state = state;
        this.error = error;
        this.dispatchEvent(new Event("state"));
    }
}

/** Where no hub is, a server answers a negotiation so; the client passes the status on in the text alone. */
function isAbsent(error) {
    return /Status code '40[45]'/.test(error.message);
}
