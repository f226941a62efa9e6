import { HubConnectionBuilder, LogLevel } from "@microsoft/signalr";
import { Recorder } from "./recorder.mjs";
import { apiUrl, tokenOf } from "./server.mjs";

/** An unstarted connection of the unmodified client, which may speak another `protocol` than JSON or go to another `url`, with a record of the events named; stopped with the test. */
export function connection(t, path, options, ...events) {
    const { protocol, url = apiUrl, ...transport } = options;
    const builder = new HubConnectionBuilder().withUrl(`${url}${path}`, transport).configureLogging(LogLevel.None);
    if (protocol) {
        builder.withHubProtocol(protocol);
    }
    const built = builder.build();
    built.heard = new Recorder();
    for (const event of events) {
        built.on(event, (...args) => built.heard.add(event, ...args));
    }
    t.after(() => built.stop());
    return built;
}

/** A started connection to PresenceHub that has its list: the answer to the handshake comes before its user is online. */
export async function watcher(t, user, options = {}) {
    const token = await tokenOf(user);
    const events = ["GetOnlineUsers", "UserIsOnline", "UserIsOffline"];
    const started = connection(t, "/hubs/presence", { accessTokenFactory: () => token, ...options }, ...events);
    await started.start();
    await started.heard.heard(["GetOnlineUsers"]);
    return started;
}

/** A started and registered connection to LatchHub that listens for the events named; options may stand before them. */
export async function correspondent(t, user, ...given) {
    const token = await tokenOf(user);
    const [options, events] = typeof given[0] === "object" ? [given[0], given.slice(1)] : [{}, given];
    const started = connection(t, "/signalrhub", { accessTokenFactory: () => token, ...options }, "Registered", ...events);
    await started.start();
    await started.invoke("RegisterUser", user);
    return started;
}

/** A started connection to the console's hub. */
export async function administrator(t, user) {
    const token = await tokenOf(user, ["presencehub-admin"]);
    const started = connection(t, "/presencehub/console", { accessTokenFactory: () => token }, "Changed");
    await started.start();
    return started;
}
