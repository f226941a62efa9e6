import { byId, element, name, queueBar, say } from "./elements.js";
import { bytes } from "./format.js";
import { clientName } from "./user-agent.js";

/** The connections that have most waiting to be sent, and how full their queues are. */
export class Queues {
    constructor(live) {
        live.addEventListener("view", ({ view }) => this.#show(view));
    }

    #show({ fullest, queueLimit, connections }) {
        byId("queues").replaceChildren(...fullest.map((each) => line(each, queueLimit)));
        byId("queues").hidden = fullest.length === 0;
        const emptiness = connections === 0 ? "Nobody is connected." : "Nobody is slow: nothing waits to be sent on any connection.";
        say(byId("queues-none"), fullest.length === 0 ? emptiness : "");
    }
}

function line({ user, hub, userAgent, queuedBytes }, limit) {
    const percent = Math.round((queuedBytes / limit) * 100);
    const who = element("p", {}, user ? name(user) : "anonymous", " ", element("code", {}, hub));
    const fill = element("p", { className: "hint" }, `${bytes(queuedBytes)}, ${percent} %`);
    return element("li", { title: clientName(userAgent) }, who, fill, queueBar(queuedBytes, limit, `Queue of ${user ?? "anonymous"}`));
}
