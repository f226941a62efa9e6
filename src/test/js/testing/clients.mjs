import { HubConnectionBuilder, LogLevel } from "@microsoft/signalr";
import { Recorder } from "./recorder.mjs";
import { apiUrl, tokenOf } from "./server.mjs";

/** An unstarted connection of the unmodified client, with a record of the events named; stopped with the test. */
export function connection(t, path, options, ...events) {
    const built = new HubConnectionBuilder()
        .withUrl(`${apiUrl}${path}`, options)
        .configureLogging(LogLevel.None)
        .build();
    built.heard = new Recorder();
    for (const event of events) {
        built.on(event, (...args) => built.heard.add(event, ...args));
    }
    t.after(() => built.stop());
    return built;
}

/** A started connection to PresenceHub. */
export async function watcher(t, user, options = {}) {
    const token = await tokenOf(user);
    const events = ["GetOnlineUsers", "UserIsOnline", "UserIsOffline"];
    const started = connection(t, "/hubs/presence", { accessTokenFactory: () => token, ...options }, ...events);
    await started.start();
    return started;
}

/** A started and registered connection to LatchHub that listens for the events named. */
export async function correspondent(t, user, ...events) {
    const token = await tokenOf(user);
    const started = connection(t, "/signalrhub", { accessTokenFactory: () => token }, "Registered", ...events);
    await started.start();
    await started.invoke("RegisterUser", user);
    return started;
}

/** A started connection to the console's hub. */
export async function administrator(t, user) {
    const token = await tokenOf(user, ["presencehub-admin"]);
    const started = connection(t, "/hubs/console", { accessTokenFactory: () => token }, "Changed");
    await started.start();
    return started;
}
