import { byId, confirmed, element, initialOf, queueBar, say } from "./elements.js";
import { age, bytes, counted, secondsBetween, transportName } from "./format.js";
import { clientName } from "./user-agent.js";

/** One user: the connections, what happened lately, and what can be done: write to them, disconnect them. Fires `write` and `close`. */
export class Person extends EventTarget {
    #link;
    #live;
    #timeline;
    #me;
    #user = null;

    /** `link` leads to the console hub. */
    constructor(link, live, timeline, me) {
        super();
        this.#link = link;
        this.#live = live;
        this.#timeline = timeline;
        this.#me = me;
        byId("person-close").onclick = () => this.close();
        byId("person-write").onclick = () => this.dispatchEvent(Object.assign(new Event("write"), { user: this.#user }));
        byId("person-disconnect").onclick = () => this.#disconnect();
        byId("person").onkeydown = (event) => event.key === "Escape" && this.close();
        live.addEventListener("view", ({ view }) => view.person?.user === this.#user && this.#show(view));
    }

    open(user) {
        this.#user = user;
        this.#live.person = user;
        byId("person-avatar").textContent = initialOf(user);
        byId("person-title").textContent = user;
        byId("person-title").title = user;
        byId("person-state").textContent = "…";
        byId("person-connections").replaceChildren();
        byId("person-done").textContent = "";
        say(byId("person-none"), "");
        say(byId("person-error"), "");
        this.#showLately();
        byId("person").hidden = false;
        byId("person-title").focus({ preventScroll: true });
        byId("person").scrollIntoView({ block: "nearest" });
        this.#live.soon(0);
    }

    close() {
        const closed = this.#user;
        this.#user = null;
        this.#live.person = null;
        byId("person").hidden = true;
        this.dispatchEvent(Object.assign(new Event("close"), { user: closed }));
    }

    #show({ person: { online, tabs, total, connections }, now, queueLimit }) {
        const state = online ? `Online · ${counted(tabs, "tab")}, ${counted(total, "connection")}` : "Offline";
        byId("person-state").textContent = state;
        byId("person").dataset.online = online;
        byId("person-connections").replaceChildren(...connections.map((each) => connection(each, now, queueLimit)));
        const more = total - connections.length;
        const emptiness = online ? "The last connection is gone; the grace period runs." : "No connection is open. The user is offline.";
        say(byId("person-none"), total === 0 ? emptiness : more > 0 ? `And ${counted(more, "connection")} more.` : "");
        byId("person-disconnect").disabled = total === 0;
        this.#showLately();
    }

    #showLately() {
        const lines = this.#timeline.about(this.#user).slice(0, 5);
        byId("person-lately").hidden = lines.length === 0;
        byId("person-log").replaceChildren(...lines);
    }

    async #disconnect() {
        const user = this.#user;
        byId("disconnect-title").textContent = `Disconnect ${user}?`;
        byId("disconnect-text").textContent =
            `Every connection of ${user} ends now, on all hubs, and everybody sees ${user} go offline at once.` +
            (user === this.#me ? " That is you: this page, too." : "");
        byId("disconnect-reconnect").checked = false;
        if (!(await confirmed(byId("disconnect"), "disconnect"))) {
            return;
        }
        say(byId("person-error"), "");
        try {
            const ended = await this.#link.invoke("Disconnect", user, byId("disconnect-reconnect").checked);
            byId("person-done").textContent = ended === 0 ? "No connection was open." : `Ended ${counted(ended, "connection")}.`;
            this.#live.soon(0);
        } catch (error) {
            say(byId("person-error"), `Not disconnected. ${error.message}`);
        }
    }
}

function connection({ hub, transport, since, userAgent, queuedBytes }, now, limit) {
    const head = element("p", { className: "connection-head" }, element("code", {}, hub), element("span", { className: "tag" }, transportName(transport)));
    const client = element("p", { className: "hint", title: userAgent }, clientName(userAgent));
    const opened = new Date(since);
    const time = element("time", { dateTime: since, title: opened.toLocaleString() }, age(secondsBetween(since, now)));
    const queue = element("p", { className: "queue-fill" }, queueBar(queuedBytes, limit, "Queue"), `${bytes(queuedBytes)} waiting`);
    return element("li", {}, head, time, client, queue);
}
