/**
 * Latch: directed messages from a page, over the hub at `{apiUrl}/signalrhub`.
 *
 * Without a bundler, load the official client first; Latch takes its global:
 *
 *     <script src="signalr.min.js"></script> <!-- dist/browser/signalr.min.js of the npm package @microsoft/signalr -->
 *     <script type="module">
 *       import Latch from "./latch.js";
 *       const latch = new Latch("https://api.example.com", { accessTokenFactory: () => token });
 *       latch.setUserId("anna");
 *       latch.on("Orders", "Approved", (order) => console.log(order));
 *       await latch.unicast("bob", "Orders", "Approved", { id: 7 });
 *     </script>
 *
 * With a bundler, hand the client over:
 *
 *     import * as signalR from "@microsoft/signalr";
 *     const latch = new Latch(apiUrl, { signalR, accessTokenFactory });
 *
 * Options, all optional:
 *   accessTokenFactory  answers the bearer token, or a promise of it; asked again for each new connection. The user id
 *                       to register must then be the token's own.
 *   signalR             the `@microsoft/signalr` module; the page's global by default.
 *   onError(what, error)  hears of everything that fails; writes to the console by default.
 *
 * Latch connects as soon as it is made and keeps trying, at the first start too, until `stop()`. It registers the user
 * whenever a connection starts, also after a reconnect. A component has no `_` in its name.
 *
 * Each call answers a promise that is rejected when the call fails. Nobody has to wait for it: a failure reaches
 * `onError` in any case and never becomes an unhandled rejection. A call made while there is no connection fails.
 */
export default class Latch {
    #onError;
    #stopped = false;

    constructor(apiUrl, { accessTokenFactory, signalR = globalThis.signalR, onError = writeToConsole } = {}) {
        if (!signalR) {
            throw new Error("Latch needs @microsoft/signalr: load signalr.min.js first, or pass the module as the option signalR.");
        }
        this.apiUrl = apiUrl;
        this.userId = null;
        this.#onError = onError;
        this.connection = new signalR.HubConnectionBuilder()
            .withUrl(`${apiUrl.replace(/\/$/, "")}/signalrhub`, { withCredentials: false, accessTokenFactory })
            .withAutomaticReconnect({
                nextRetryDelayInMilliseconds: ({ previousRetryCount }) => delayBefore(previousRetryCount),
            })
            .build();
        this.connection.onreconnected(() => this.#connected());
        this.connection.onclose((error) => {
            if (error) {
                this.#onError("The connection was closed for good", error);
            }
        });
        this.#start();
    }

    /** Says who this page's user is; registers at once, or as soon as there is a connection. */
    setUserId(userId) {
        this.userId = userId;
        return this.connection.state === "Connected" ? this.registerUser(userId) : Promise.resolve();
    }

    /** Binds the present connection to the user. The hub answers with the event `Registered(connectionId)`. */
    registerUser(userId) {
        return this.#invoke("registering the user", "RegisterUser", userId);
    }

    /** Calls back with the payload arguments of each message to `component` and `methodName`. */
    on(component, methodName, callback) {
        this.connection.on(eventName(component, methodName), callback);
    }

    /** Takes a callback off again; without one, all of this component's method. */
    off(component, methodName, callback) {
        if (callback) {
            this.connection.off(eventName(component, methodName), callback);
        } else {
            this.connection.off(eventName(component, methodName));
        }
    }

    /** Sends to all connections of one user. */
    unicast(userId, component, methodName, ...args) {
        return this.#invoke("sending to a user", "UnicastAsync", userId, component, methodName, ...args);
    }

    /** Sends to all connections of several users. */
    multicast(userIds, component, methodName, ...args) {
        return this.#invoke("sending to users", "MulticastAsync", userIds, component, methodName, ...args);
    }

    /** Sends to everybody who is connected, the sender included. */
    broadcast(component, methodName, ...args) {
        return this.#invoke("sending to everybody", "BroadcastAsync", component, methodName, ...args);
    }

    /** Ends the connection for good. */
    stop() {
        this.#stopped = true;
        return this.connection.stop();
    }

    async #start() {
        // The client's automatic reconnect takes over only after a first start that succeeded.
        for (let attempt = 0; !this.#stopped; attempt++) {
            try {
                await this.connection.start();
                this.#connected();
                return;
            } catch (error) {
                if (this.#stopped) {
                    return;
                }
                this.#onError("The first connection failed and will be tried again", error);
                await new Promise((resume) => setTimeout(resume, delayBefore(attempt + 1)));
            }
        }
    }

    #connected() {
        if (this.userId) {
            this.registerUser(this.userId);
        }
    }

    #invoke(purpose, hubMethod, ...args) {
        const answer = this.connection.invoke(hubMethod, ...args);
        // Handled here, so that a caller who ignores the promise leaves no unhandled rejection behind.
        answer.catch((error) => this.#onError(`Failed ${purpose}`, error));
        return answer;
    }
}

function eventName(component, methodName) {
    return `${component}_${methodName}`;
}

/** At once, then doubling from one second to thirty, spread so that many pages do not come back in step. */
function delayBefore(attempt) {
    const longest = attempt === 0 ? 0 : Math.min(30_000, 1000 * 2 ** (attempt - 1));
    return longest / 2 + (Math.random() * longest) / 2;
}

function writeToConsole(what, error) {
    console.error(`Latch: ${what}:`, error);
}
