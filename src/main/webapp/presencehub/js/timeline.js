import { byId, element, name, say, timeOfDay } from "./elements.js";
import { duration } from "./format.js";

const KEPT = 200;

/** Who came and went, newest on top, as the console hub tells it: a reload is told from a departure. */
export class Timeline {
    #entries = [];

    constructor(live) {
        live.addEventListener("view", ({ view }) => this.#enter(view));
        byId("timeline").replaceChildren();
        this.#show(null);
    }

    /** Lines of one user, newest first. */
    about(user) {
        return this.#entries.filter((entry) => entry.user === user).map(line);
    }

    #enter({ fresh, timeline, started }) {
        if (fresh) {
            byId("timeline").replaceChildren();
            this.#entries = [];
        }
        for (const entry of timeline) {
            this.#insert(entry);
        }
        this.#show(started);
    }

    /** By time: what a connection's end was becomes clear only later. */
    #insert(entry) {
        const list = byId("timeline");
        const older = this.#entries.findIndex(({ time }) => Date.parse(time) <= Date.parse(entry.time));
        const place = older < 0 ? this.#entries.length : older;
        this.#entries.splice(place, 0, entry);
        list.insertBefore(line(entry), list.children[place] ?? null);
        if (this.#entries.length > KEPT) {
            this.#entries.pop();
            list.lastElementChild.remove();
        }
    }

    #show(started) {
        byId("timeline").hidden = this.#entries.length === 0;
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
