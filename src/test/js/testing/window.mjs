import { baseUrl } from "./server.mjs";

/** A browser window with the page in it, in a profile of its own, and the handles of what a user sees there. */
export class Window {
    /** Warnings and errors of the browser's console: violations of the content security policy among them. */
    complaints = [];

    constructor(page, url) {
        this.page = page;
        this.url = url;
        page.on("console", (message) => {
            if (["warning", "error"].includes(message.type())) {
                this.complaints.push(message.text());
            }
        });
        page.on("pageerror", (error) => this.complaints.push(error.message));
    }

    static async open(t, browser, { url = baseUrl, ...options } = {}) {
        // Where the page scrolls smoothly, a click may miss.
        const defaults = { viewport: { width: 1280, height: 900 }, locale: "en-GB", reducedMotion: "reduce" };
        const context = await browser.newContext({ ...defaults, ...options });
        t?.after(() => context.close());
        context.setDefaultTimeout(10_000);
        return new Window(await context.newPage(), url);
    }

    static async signedIn(t, browser, user, options) {
        const window = await Window.open(t, browser, options);
        await window.page.goto(window.url);
        await window.signIn(user);
        return window;
    }

    /** Signs in with the roles that the form proposes. */
    async signIn(user) {
        await this.page.getByLabel("User id", { exact: true }).fill(user);
        await this.page.getByRole("button", { name: "Sign in" }).click();
        await this.connected();
    }

    async connected() {
        await this.links("connected").nth(1).waitFor();
    }

    links(state) {
        return this.page.getByRole("status", { name: "Connections" }).getByRole("listitem").filter({ hasText: state });
    }

    people() {
        return this.page.getByRole("list", { name: "Online now" });
    }

    /** The box to tick for whom a message is. */
    person(user) {
        return this.people().getByRole("checkbox", { name: `Write to ${user}`, exact: true });
    }

    row(user) {
        return this.people().getByRole("listitem").filter({ has: this.page.getByText(user, { exact: true }) });
    }

    async lookAt(user) {
        await this.row(user).getByRole("button").click();
        await this.details(user).waitFor();
    }

    /** What is shown of the one who is looked at. */
    details(user) {
        return this.page.getByRole("region", { name: user, exact: true });
    }

    /** Lines of the timeline. */
    told(text) {
        return this.page.getByRole("log", { name: "Comings and goings" }).getByRole("listitem").filter({ hasText: text });
    }

    came(user) {
        return this.told(`${user} came online`);
    }

    went(user) {
        return this.told(`${user} went offline`);
    }

    ended() {
        return this.page.getByRole("list", { name: "Last disconnects" }).getByRole("listitem");
    }

    /** What became of the last message. */
    reached(sentence) {
        return this.page.getByRole("status").getByText(sentence, { exact: true });
    }

    message(text) {
        return this.page.getByRole("log", { name: "Messages" }).getByText(text, { exact: true });
    }

    async write(payload, { format = "Text", component = "Console", method = "Message" } = {}) {
        await this.page.getByLabel("Component", { exact: true }).fill(component);
        await this.page.getByLabel("Method", { exact: true }).fill(method);
        await this.page.getByRole("radio", { name: format, exact: true }).check({ force: true });
        await this.page.getByRole("textbox", { name: "Payload" }).fill(payload);
    }

    async send() {
        await this.page.getByRole("button", { name: /^Send/ }).click();
    }

    async listenFor(event) {
        await this.page.getByRole("textbox", { name: "Listening for" }).fill(event);
        await this.page.getByRole("button", { name: "Listen", exact: true }).click();
    }
}
