import { byId, element, log, name, timeOfDay } from "./elements.js";

const SHOWN_AT_MOST = 200;
const inOrder = new Intl.Collator(undefined, { numeric: true }).compare;

/** Who is online, live, as the presence hub tells it, with a log of who came and went. */
export class People {
    #me;
    #recipients;
    #online = new Set();
    #rows = new Map();

    constructor(link, me, recipients) {
        this.#me = me;
        this.#recipients = recipients;
        link.on("GetOnlineUsers", (userIds) => this.#replace(userIds));
        link.on("UserIsOnline", (userId) => this.#came(userId));
        link.on("UserIsOffline", (userId) => this.#went(userId));
        link.addEventListener("state", () => this.#show(link.state === "connected"));
        recipients.addEventListener("change", () => this.#tick());
        byId("activity-log").replaceChildren();
        byId("activity-none").hidden = false;
        this.#show(false);
    }

    get count() {
        return this.#online.size;
    }

    #replace(userIds) {
        this.#online = new Set(userIds);
        this.#show();
    }

    #came(userId) {
        this.#online.add(userId);
        this.#note("came", userId, " came online");
    }

    #went(userId) {
        this.#online.delete(userId);
        this.#note("went", userId, " went offline");
    }

    #note(kind, userId, what) {
        log(byId("activity-log"), element("li", { className: kind }, element("p", {}, name(userId), what), timeOfDay()));
        byId("activity-none").hidden = true;
        this.#show();
    }

    #show(live = true) {
        const list = byId("people-list");
        list.closest("section").dataset.live = live;
        byId("people-count").textContent = live ? `${this.count}` : this.count > 0 ? `${this.count}, last known` : "";
        const ids = [...this.#online].sort((a, b) => (b === this.#me) - (a === this.#me) || inOrder(a, b));
        this.#list(list, ids.slice(0, SHOWN_AT_MOST));
        byId("people-more").textContent = `and ${ids.length - SHOWN_AT_MOST} more`;
        byId("people-more").hidden = ids.length <= SHOWN_AT_MOST;
        byId("people-alone").hidden = !live || ids.some((id) => id !== this.#me);
    }

    /** Touches only rows that changed, so that focus stays where it is while people come and go. */
    #list(list, ids) {
        const rows = new Map(ids.map((id) => [id, this.#rows.get(id) ?? this.#row(id)]));
        for (const [id, row] of this.#rows) {
            if (!rows.has(id)) {
                row.remove();
            }
        }
        let place = list.firstElementChild;
        for (const row of rows.values()) {
            if (row === place) {
                place = place.nextElementSibling;
            } else {
                list.insertBefore(row, place);
            }
        }
        this.#rows = rows;
    }

    #row(id) {
        const tick = element("input", { type: "checkbox", value: id, checked: this.#recipients.has(id) });
        tick.onchange = () => (tick.checked ? this.#recipients.add(id) : this.#recipients.delete(id));
        const avatar = element("span", { className: "avatar", ariaHidden: "true" }, initialOf(id));
        const label = element("label", { className: "person" }, avatar, element("bdi", { className: "ellipsis", title: id }, id));
        if (id === this.#me) {
            label.append(element("span", { className: "tag" }, "you"));
        }
        label.append(tick);
        return element("li", {}, label);
    }

    #tick() {
        for (const [id, row] of this.#rows) {
            row.querySelector("input").checked = this.#recipients.has(id);
        }
    }
}

function initialOf(id) {
    const [first = "?"] = id.match(/[\p{L}\p{N}]/u) ?? [...id];
    return first.toUpperCase();
}
