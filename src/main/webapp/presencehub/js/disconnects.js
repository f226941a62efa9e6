import { byId, element, name, say, timeOfDay } from "./elements.js";
import { duration, number, secondsBetween, transportName } from "./format.js";
import { clientName } from "./user-agent.js";

const KEPT = 100;

/** The last hundred connections that ended, each with the reason; pressing a reason leaves only those that ended for it. */
export class Disconnects {
    #ended = [];
    #reason = null;

    constructor(live) {
        live.addEventListener("view", ({ view }) => this.#enter(view));
    }

    #enter({ fresh, ended, started }) {
        if (!fresh && ended.length === 0) {
            return;
        }
        this.#ended = [...ended, ...(fresh ? [] : this.#ended)].slice(0, KEPT);
        const since = new Date(started).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
        say(byId("ended-none"), this.#ended.length === 0 ? `No connection ended since the server started, ${since}.` : "");
        this.#show();
    }

    #show() {
        const counts = new Map();
        for (const { reason } of this.#ended) {
            counts.set(reason.code, (counts.get(reason.code) ?? 0) + 1);
        }
        if (!counts.has(this.#reason)) {
            this.#reason = null;
        }
        const shown = this.#ended.filter(({ reason }) => this.#reason === null || reason.code === this.#reason);
        byId("ended-count").textContent = this.#ended.length === 0 ? "" : number(this.#ended.length);
        byId("ended-reasons").replaceChildren(...[...counts].sort(([, a], [, b]) => b - a).map((each) => this.#chip(...each)));
        byId("ended").replaceChildren(...shown.map(line));
        byId("ended").hidden = shown.length === 0;
    }

    #chip(code, count) {
        const pressed = code === this.#reason;
        const chip = element("button", { type: "button", ariaPressed: `${pressed}` }, `${code} `, element("span", {}, number(count)));
        chip.dataset.code = code;
        chip.onclick = () => {
            this.#reason = pressed ? null : code;
            this.#show();
            byId("ended-reasons").querySelector(`[data-code="${code}"]`).focus();
        };
        return element("li", {}, chip);
    }
}

function line({ user, hub, transport, since, ended, userAgent, reason }) {
    const who = element("p", {}, element("span", { className: "badge" }, reason.code), " ", user ? name(user) : "anonymous", " ", element("code", {}, hub));
    who.firstElementChild.dataset.code = reason.code;
    const why = element("p", { className: "reason" }, reason.sentence);
    const how = element("p", { className: "reason", title: userAgent }, `${transportName(transport)} for ${duration(secondsBetween(since, ended))}, ${clientName(userAgent)}`);
    return element("li", {}, who, timeOfDay(new Date(ended)), why, how);
}
