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
        const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB", ...options });
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

    person(user) {
        return this.page.getByRole("list", { name: "Online now" }).getByRole("checkbox", { name: user });
    }

    came(user) {
        return this.page.getByRole("log", { name: "Comings and goings" }).getByText(`${user} came online`, { exact: true });
    }

    went(user) {
        return this.page.getByRole("log", { name: "Comings and goings" }).getByText(`${user} went offline`, { exact: true });
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
