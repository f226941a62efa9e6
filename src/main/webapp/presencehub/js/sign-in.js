import { byId, say } from "./elements.js";
import { Session } from "./session.js";

// Kept for the window, so that a reload signs in again by itself. A name only: tokens are never stored.
const REMEMBERED = "presencehub.development.user";
const NOT_READY = "The server refuses every token now: it has no key to check them with. Its log says why.";

/** The sign-in form; calls back with a session, and shows the message of the error that this throws. */
export class SignIn {
    #signedIn;
    #tokens = null; // where the server hands them out, if it does

    constructor(signedIn) {
        this.#signedIn = signedIn;
        byId("sign-in-as").onsubmit = (event) => this.#submit(event, () => this.#signInAs());
        byId("sign-in-with").onsubmit = (event) => this.#submit(event, () => this.#signInWith());
        byId("sign-in-retry").querySelector("button").onclick = () => this.show();
    }

    /** Shows the form that fits the server; signs in at once after a reload in development mode, and whom the server's own login knows. */
    async show() {
        byId("sign-in-retry").hidden = true;
        say(byId("sign-in-error"), "");
        let options;
        try {
            options = await settings();
        } catch (error) {
            byId("sign-in").hidden = false;
            byId("sign-in-retry").hidden = false;
            say(byId("sign-in-error"), `The server cannot be reached. ${error.message}`);
            return;
        }
        this.#tokens = options.tokens ?? null;
        const remembered = this.#tokens && JSON.parse(sessionStorage.getItem(REMEMBERED));
        const start = remembered ? () => this.#start(remembered) : options.user ? () => this.#finish(Session.ofLogin(options.user)) : null;
        const refused = start ? await this.#again(start) : "";
        if (refused !== null) {
            this.#ask(this.#tokens ? "sign-in-as" : "sign-in-with");
            say(byId("sign-in-error"), options.ready ? refused : NOT_READY);
        }
    }

    /** Answers why that did not work, or null. */
    async #again(start) {
        try {
            await start();
            return null;
        } catch (error) {
            this.forget();
            return error.message;
        }
    }

    forget() {
        sessionStorage.removeItem(REMEMBERED);
    }

    #ask(formId) {
        byId("sign-in").hidden = false;
        byId(formId).hidden = false;
        byId(formId).reset();
        byId(formId).elements[0].focus();
    }

    async #submit(event, signIn) {
        event.preventDefault();
        say(byId("sign-in-error"), "");
        const button = event.submitter ?? event.target.querySelector("button");
        button.disabled = true;
        try {
            await signIn();
        } catch (error) {
            say(byId("sign-in-error"), error.message);
            event.target.elements[0].focus();
        } finally {
            button.disabled = false;
        }
    }

    async #signInAs() {
        const user = byId("sign-in-user").value.trim();
        if (user === "") {
            throw new Error("Type a user id.");
        }
        const roles = byId("sign-in-roles").value.split(",").map((role) => role.trim()).filter((role) => role !== "");
        await this.#start({ user, roles });
        sessionStorage.setItem(REMEMBERED, JSON.stringify({ user, roles }));
    }

    async #start({ user, roles }) {
        await this.#finish(await Session.ofSource(this.#tokens, user, roles));
    }

    async #signInWith() {
        const token = byId("sign-in-token").value.trim();
        let session;
        try {
            session = Session.ofToken(token);
        } catch {
            throw new Error("This is not a JSON Web Token: three parts, divided by dots.");
        }
        byId("sign-in-with").reset();
        await this.#finish(session);
    }

    async #finish(session) {
        await this.#signedIn(session);
        byId("sign-in").hidden = true;
    }
}

/** How to sign in here, and whether the server can check tokens at all. */
async function settings() {
    const response = await fetch("sign-in");
    if (!response.ok) {
        throw new Error(`It answered with status ${response.status}.`);
    }
    return response.json();
}
