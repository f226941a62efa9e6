import { byId, confirmed, element, say } from "./elements.js";
import { counted } from "./format.js";

/** The form that sends a message to one, to many, or to everyone after asking. */
export class Composer {
    #link;
    #people;
    #recipients;
    #sent;
    #form = byId("send");
    #payload = byId("send-payload");
    #user = byId("send-user");

    /** `link` leads to the console hub; `sent(event, to, payload)` hears of each message that left. */
    constructor(link, people, recipients, sent) {
        this.#link = link;
        this.#people = people;
        this.#recipients = recipients;
        this.#sent = sent;
        this.#form.reset();
        this.#form.onsubmit = (event) => {
            event.preventDefault();
            this.#submit();
        };
        this.#form.oninput = () => this.#show();
        this.#form.onchange = () => this.#show();
        this.#user.onkeydown = (event) => this.#edit(event);
        this.#user.onblur = () => this.#take();
        recipients.addEventListener("change", () => this.#show());
        this.#show();
    }

    /** Puts the cursor where the message to these recipients is written. */
    write() {
        this.#form.elements.audience.value = "people";
        this.#show();
        this.#form.scrollIntoView({ block: "nearest" });
        this.#payload.focus({ preventScroll: true });
    }

    #edit(event) {
        const typed = this.#user.value !== "";
        if ((event.key === "Enter" && typed) || event.key === ",") {
            event.preventDefault();
            this.#take();
        } else if (event.key === "Backspace" && !typed) {
            this.#recipients.ids.slice(-1).forEach((id) => this.#recipients.delete(id));
        }
    }

    /** Makes recipients of what was typed. Ids that contain a comma can be ticked in the list. */
    #take() {
        const ids = this.#user.value.split(",").map((id) => id.trim()).filter((id) => id !== "");
        this.#user.value = "";
        if (ids.length > 0) {
            this.#recipients.add(...ids);
        }
    }

    #show() {
        byId("send-people").hidden = this.#toEveryone;
        byId("send-user-hint").hidden = this.#toEveryone;
        byId("send-everyone-hint").hidden = !this.#toEveryone;
        byId("send-recipients").replaceChildren(...this.#recipients.ids.map((id) => this.#chip(id)));
        byId("send-button").textContent = this.#buttonText();
        byId("send-payload-hint").textContent = this.#payloadHint();
        this.#payload.classList.toggle("code", this.#isJson);
        say(byId("send-error"), "");
        byId("send-done").textContent = "";
        for (const field of this.#form.querySelectorAll("[aria-invalid]")) {
            field.removeAttribute("aria-invalid");
        }
    }

    #chip(id) {
        const remove = element("button", { type: "button", ariaLabel: `Remove ${id}` }, "×");
        remove.onclick = () => {
            this.#recipients.delete(id);
            this.#user.focus();
        };
        return element("li", { className: "chip" }, element("bdi", { className: "ellipsis" }, id), remove);
    }

    #buttonText() {
        const ids = this.#recipients.ids;
        if (this.#toEveryone) {
            return "Send to everyone…";
        }
        return ids.length === 0 ? "Send" : ids.length === 1 ? `Send to ${ids[0]}` : `Send to ${ids.length} people`;
    }

    #payloadHint() {
        if (this.#payload.value.trim() === "") {
            return "Leave it empty to send no payload.";
        }
        if (!this.#isJson) {
            return "Sent as one string.";
        }
        try {
            JSON.parse(this.#payload.value);
            return "Valid JSON.";
        } catch (error) {
            return `Not yet JSON: ${error.message}`;
        }
    }

    async #submit() {
        this.#take();
        this.#show();
        let message;
        try {
            message = this.#read();
        } catch (error) {
            this.#refuse(error.message, error.field);
            return;
        }
        if (message.everyone && !(await this.#confirmed(message))) {
            return;
        }
        try {
            const reached = await this.#link.invoke("Send", message.everyone ? null : message.ids, message.component, message.method, ...message.payload);
            byId("send-done").textContent = sentence(reached);
            byId("send-done").dataset.reached = reached.connections > 0;
            this.#sent(message.event, message.everyone ? null : message.ids, message.payload);
        } catch (error) {
            this.#refuse(`Not sent. ${error.message}`);
        }
    }

    #read() {
        const component = byId("send-component").value.trim();
        const method = byId("send-method").value.trim();
        const ids = this.#recipients.ids;
        check(this.#toEveryone || ids.length > 0, "Say who it is for.", this.#user);
        check(component !== "", "Name the component.", byId("send-component"));
        check(!component.includes("_"), "A component has no underscore: it divides component and method.", byId("send-component"));
        check(method !== "", "Name the method.", byId("send-method"));
        check(this.#link.state === "connected", "There is no connection to send it on.");
        return { everyone: this.#toEveryone, ids, component, method, event: `${component}_${method}`, payload: this.#readPayload() };
    }

    /** The payload arguments: none, or one. */
    #readPayload() {
        const text = this.#payload.value;
        if (text.trim() === "") {
            return [];
        }
        if (!this.#isJson) {
            return [text];
        }
        try {
            return [JSON.parse(text)];
        } catch (error) {
            throw new Refusal(`The payload is not JSON: ${error.message}`, this.#payload);
        }
    }

    #confirmed({ event }) {
        const people = `${counted(this.#people.count, "person").replace("persons", "people")} ${this.#people.count === 1 ? "is" : "are"}`;
        byId("broadcast-text").textContent = `${event} goes to every connection, your own included. ${people} online now.`;
        return confirmed(byId("broadcast"), "send");
    }

    #refuse(sentence, field) {
        say(byId("send-error"), sentence);
        field?.setAttribute("aria-invalid", "true");
        field?.focus();
    }

    get #toEveryone() {
        return this.#form.elements.audience.value === "everyone";
    }

    get #isJson() {
        return this.#form.elements.format.value === "json";
    }
}

/** What became of a message: `Reached 3 connections of 2 users.` */
function sentence({ connections, users }) {
    return connections === 0
        ? "Reached nobody: no connection of theirs takes messages now."
        : `Reached ${counted(connections, "connection")} of ${counted(users, "user")}.`;
}

/** What the form will not send, and the field to mend. */
class Refusal extends Error {
    constructor(sentence, field) {
        super(sentence);
        this.field = field;
    }
}

function check(holds, sentence, field) {
    if (!holds) {
        throw new Refusal(sentence, field);
    }
}
