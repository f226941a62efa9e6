import { byId, element, name, say, timeOfDay } from "./elements.js";
import { duration } from "./format.js";

const KEPT = 200;

/** Who came and went, newest on top, as the console hub tells it: a reload is told from a departure. */
export class Timeline {
    #entries = [];

    constructor(live) {
        live.addEventListener("view", ({ view }) => this.#enter(view));
        this.#show([], null);
    }

    /** Lines of one user, newest first. */
    about(user) {
        return this.#entries.filter((entry) => entry.user === user).map(line);
    }

    #enter({ fresh, timeline, started }) {
        const list = byId("timeline");
        if (fresh) {
            list.replaceChildren();
            this.#entries = [];
        }
        this.#entries = [...timeline.toReversed(), ...this.#entries].slice(0, KEPT);
        this.#show(timeline, started);
    }

    #show(added, started) {
        const list = byId("timeline");
        list.prepend(...added.slice(-KEPT).toReversed().map(line));
        while (list.children.length > KEPT) {
            list.lastElementChild.remove();
        }
        list.hidden = this.#entries.length === 0;
        const since = started && new Date(started).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
        const emptiness = since ? `Nobody came or went since the server started, ${since}.` : "Not known yet: the console hub has not answered.";
        say(byId("timeline-none"), this.#entries.length === 0 ? emptiness : "");
    }
}

function line({ kind, user, time, reason, awaySeconds }) {
    const what = {
        came: " came online",
        went: " went offline",
        reloaded: ` reloaded, back after ${duration(awaySeconds ?? 0)}`,
        reconnected: ` reconnected, back after ${duration(awaySeconds ?? 0)}`,
        closed: " closed a tab, others stay",
    }[kind];
    const made = element("li", { className: kind }, element("p", {}, name(user), what));
    if (reason && kind !== "reloaded") {
        made.append(element("p", { className: "reason" }, reason.sentence));
    }
    made.append(timeOfDay(new Date(time)));
    return made;
}
