import { byId, element, initialOf, say } from "./elements.js";
import { age, bytes, counted, number, secondsBetween, transportName } from "./format.js";
import { Roster } from "./roster.js";
import { clientName } from "./user-agent.js";
import { VirtualList } from "./virtual-list.js";

const ROW_HEIGHT = 72;

/**
 * Who is online, live, as the console hub tells it; what it knows about those in view stands below their names.
 * Fires `select` with `user` when somebody is to be looked at.
 */
export class People extends EventTarget {
    #me;
    #live;
    #recipients;
    #roster;
    #list;
    #selected = null;
    #connected = false;
    #filter = byId("people-filter");

    constructor(link, live, me, recipients) {
        super();
        this.#me = me;
        this.#live = live;
        this.#recipients = recipients;
        this.#roster = new Roster(me);
        this.#list = new VirtualList({
            scroller: byId("people-scroll"),
            list: byId("people-list"),
            height: ROW_HEIGHT,
            make: (id) => this.#row(id),
            scrolled: () => live.soon(),
        });
        link.on("GetOnlineUsers", (userIds) => this.#roster.replace(userIds) && this.#show());
        link.on("UserIsOnline", (userId) => this.#roster.add(userId) && this.#show());
        link.on("UserIsOffline", (userId) => this.#roster.delete(userId) && this.#show());
        link.addEventListener("state", () => this.#connect(link.state === "connected"));
        live.rows = () => [...this.#list.rows.keys()];
        live.addEventListener("view", ({ view }) => view.people.forEach((person) => this.#describe(person, view.now)));
        recipients.addEventListener("change", () => this.#mark());
        this.#filter.value = "";
        this.#filter.oninput = () => {
            byId("people-scroll").scrollTop = 0;
            this.#show();
        };
        this.#connect(link.state === "connected");
        // The link was open before it had listeners here, so its own list is asked for once.
        link.invoke("GetOnlineUsers").then(
            (userIds) => this.#roster.replace(userIds) && this.#show(),
            (error) => console.warn("The console hub gave no list:", error),
        );
    }

    #connect(connected) {
        this.#connected = connected;
        this.#show();
    }

    get count() {
        return this.#roster.size;
    }

    select(userId) {
        this.#selected = userId;
        this.#mark();
        this.dispatchEvent(Object.assign(new Event("select"), { user: userId }));
    }

    /** Nobody is looked at any more; the focus goes back to where it came from. */
    leave(userId) {
        this.#selected = null;
        this.#mark();
        (this.#list.rows.get(userId)?.querySelector("button") ?? byId("people-title")).focus();
    }

    #show() {
        const wanted = this.#filter.value.trim();
        const shown = this.#roster.matching(wanted);
        const { count } = this;
        byId("people-title").closest("section").dataset.live = this.#connected;
        byId("people-count").textContent = this.#connected ? number(count) : count > 0 ? `${number(count)}, last known` : "";
        this.#filter.hidden = count < 2 && wanted === "";
        this.#list.items = shown;
        this.#live.soon();
        byId("people-scroll").hidden = shown.length === 0;
        byId("people-alone").hidden = !this.#connected || wanted !== "" || count > (this.#roster.has(this.#me) ? 1 : 0);
        say(byId("people-none"), this.#emptiness(shown.length, wanted));
    }

    /** Why there is no row. */
    #emptiness(rows, wanted) {
        if (rows > 0) {
            return "";
        }
        if (wanted !== "" && this.count > 0) {
            return `Nobody among the ${number(this.count)} who are online has “${wanted}” in the user id.`;
        }
        return this.#connected ? "" : "Not known: there is no connection to the server.";
    }

    #row(id) {
        const avatar = element("span", { className: "avatar", ariaHidden: "true" }, initialOf(id));
        const title = element("span", { className: "row-title" }, element("bdi", { className: "ellipsis", title: id }, id));
        if (id === this.#me) {
            title.append(element("span", { className: "tag" }, "you"));
        }
        const about = element("span", { className: "row-about ellipsis" }, "…");
        const client = element("span", { className: "row-client ellipsis" });
        const text = element("span", { className: "row-text" }, title, about, client);
        const open = element("button", { type: "button", className: "row-open" }, avatar, text);
        open.onclick = () => this.select(id);
        const tick = element("input", { type: "checkbox", value: id, ariaLabel: `Write to ${id}`, title: `Write to ${id}` });
        tick.onchange = () => (tick.checked ? this.#recipients.add(id) : this.#recipients.delete(id));
        const row = element("li", { className: "row" }, open, tick);
        this.#markRow(id, row);
        return row;
    }

    #describe({ user, tabs, connections, transports, since, userAgent, queuedBytes }, now) {
        const row = this.#list.rows.get(user);
        if (!row) {
            return;
        }
        const gone = connections === 0;
        const parts = [counted(tabs, "tab"), transports.map(transportName).join(", "), since && age(secondsBetween(since, now))];
        row.querySelector(".row-about").textContent = gone ? "Gone a moment ago" : parts.filter(Boolean).join(" · ");
        row.querySelector(".row-client").textContent = gone ? "" : clientName(userAgent);
        row.querySelector("button").title = gone ? "" : `${counted(connections, "connection")}, ${bytes(queuedBytes)} waiting to be sent. ${userAgent}`;
    }

    #mark() {
        for (const [id, row] of this.#list.rows) {
            this.#markRow(id, row);
        }
    }

    #markRow(id, row) {
        row.querySelector("input").checked = this.#recipients.has(id);
        row.querySelector("button").ariaCurrent = id === this.#selected ? "true" : null;
    }
}
