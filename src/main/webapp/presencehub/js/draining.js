import { byId, confirmed, say } from "./elements.js";
import { counted } from "./format.js";

const RUNNING = "RUNNING";
const TITLES = { DRAINING: "Draining…", DRAINED: "Drained." };

/** Sends everybody away but the consoles, shows how many are left, and lets clients in again. */
export class Draining {
    #link;
    #live;
    #drain = null;

    /** `link` leads to the console hub. */
    constructor(link, live) {
        this.#link = link;
        this.#live = live;
        byId("drain").onclick = () => this.#begin();
        byId("draining-take-back").onclick = () => this.#tell("TakeBackDrain");
        live.addEventListener("view", ({ view }) => this.#show(view.drain));
    }

    #show(drain) {
        this.#drain = drain;
        const draining = drain.phase !== RUNNING;
        byId("drain").hidden = draining;
        byId("draining").hidden = !draining;
        if (draining) {
            say(byId("draining-title"), TITLES[drain.phase] ?? "Stopped.");
            say(byId("draining-text"), text(drain));
        }
    }

    async #begin() {
        const left = this.#drain?.left ?? 0;
        byId("drain-text").textContent =
            `Nobody new is let in, and ${counted(left, "connection")} ${left === 1 ? "is" : "are"} sent away in waves. ` +
            "The clients come back by themselves, to another server if there is one; nobody is shown as gone. Consoles stay.";
        if (await confirmed(byId("drain-dialog"), "drain")) {
            await this.#tell("Drain");
        }
    }

    async #tell(method) {
        try {
            await this.#link.invoke(method);
        } catch (error) {
            byId("draining").hidden = false;
            say(byId("draining-title"), "That failed.");
            say(byId("draining-text"), error.message);
        }
        this.#live.soon(0);
    }
}

function text({ phase, left }) {
    return phase === "DRAINED"
        ? "Nobody is left, and nobody new is let in: this server can be stopped."
        : `${counted(left, "connection")} left. Nobody new is let in.`;
}
