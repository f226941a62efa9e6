import { byId, element, log, name, say, timeOfDay } from "./elements.js";

const LONG = 240;

/**
 * The messages of this window: those received for the events listened for, and those sent. The client hands out only
 * events that were named beforehand, so the names are the user's choice.
 */
export class Mailbox {
    #link;
    #listeners = new Map();

    constructor(link) {
        this.#link = link;
        // Answers RegisterUser; without a listener the client would warn about it at each start.
        link.on("Registered", () => {});
        byId("listen").onsubmit = (event) => {
            event.preventDefault();
            this.#add();
        };
        byId("messages-clear").onclick = () => this.#clear();
        say(byId("listen-error"), "");
        this.#clear();
        this.#listen("Console_Message");
    }

    sent(event, to, payload) {
        const who = to === null ? ["everyone"] : to.flatMap((id, i) => (i === 0 ? [name(id)] : [", ", name(id)]));
        this.#enter("sent", [element("span", { className: "direction" }, "You to "), ...who], event, payload);
    }

    #add() {
        const field = byId("listen-event");
        const event = field.value.trim();
        const wrong = !/^[^_]+_./.test(event)
            ? "An event is named Component_Method."
            : this.#listeners.has(event.toLowerCase())
              ? "You listen for it already."
              : "";
        say(byId("listen-error"), wrong);
        field.ariaInvalid = `${wrong !== ""}`;
        if (wrong === "") {
            field.value = "";
            this.#listen(event);
        }
        field.focus();
    }

    /** The client tells event names apart without regard to case, and so does this list. */
    #listen(event) {
        const callback = (...payload) => this.#enter("received", ["Received"], event, payload);
        this.#listeners.set(event.toLowerCase(), { event, callback });
        this.#link.on(event, callback);
        this.#showEvents();
    }

    #ignore(event) {
        this.#link.off(event, this.#listeners.get(event.toLowerCase()).callback);
        this.#listeners.delete(event.toLowerCase());
        this.#showEvents();
        byId("listen-event").focus();
    }

    #showEvents() {
        byId("listen-events").replaceChildren(
            ...[...this.#listeners.values()].map(({ event }) => {
                const remove = element("button", { type: "button", ariaLabel: `Stop listening for ${event}` }, "×");
                remove.onclick = () => this.#ignore(event);
                return element("li", { className: "chip" }, element("code", { className: "ellipsis" }, event), remove);
            }),
        );
    }

    #enter(kind, who, event, payload) {
        const head = element("p", { className: "head" }, ...who, " ", element("code", {}, event));
        log(byId("messages-log"), element("li", { className: kind }, head, timeOfDay(), ...payload.map(shown)));
        byId("messages-none").hidden = true;
        byId("messages-clear").hidden = false;
    }

    #clear() {
        byId("messages-log").replaceChildren();
        byId("messages-none").hidden = false;
        byId("messages-clear").hidden = true;
    }
}

function shown(argument) {
    const isText = typeof argument === "string";
    const text = isText ? argument : JSON.stringify(argument, null, 2);
    const whole = element("pre", { className: isText ? "text" : "code" }, text);
    if (text.length <= LONG) {
        return whole;
    }
    const summary = `${text.slice(0, 80)}… (${text.length.toLocaleString()} characters)`;
    return element("details", {}, element("summary", {}, summary), whole);
}
