const INTERVAL_MS = 1000;
const SCROLL_MS = 80;

/**
 * Asks the console hub about once a second for what is on the page, and not while the page is hidden. Fires `view` with the answer;
 * its `fresh` is true for the first after each connect: what was known before may be of another life of the server.
 */
export class Live extends EventTarget {
    /** Answers the user ids whose rows are in view. */
    rows = () => [];
    /** The user who is looked at, or null. */
    person = null;

    #link;
    #fresh = true;
    #position = 0;
    #newestEnded = null;
    #timer = 0;
    #asking = false;

    constructor(link) {
        super();
        this.#link = link;
        link.on("Changed", () => this.soon(0));
        link.addEventListener("state", () => {
            this.#fresh = true;
            this.soon(0);
        });
        document.addEventListener("visibilitychange", () => this.soon(0));
    }

    /** Asks soon, instead of when the second is over: other rows came into view. */
    soon(delay = SCROLL_MS) {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#ask(), delay);
    }

    async #ask() {
        if (this.#asking || document.hidden || this.#link.state !== "connected") {
            return;
        }
        this.#asking = true;
        try {
            this.#tell(await this.#look());
        } catch (error) {
            console.warn("The console hub did not answer:", error);
            if (/because user is unauthorized$/.test(error.message)) { // the token has expired, and its role with it
                await this.#link.reopen();
            }
        } finally {
            this.#asking = false;
            this.soon(INTERVAL_MS);
        }
    }

    async #look() {
        const fresh = this.#fresh;
        this.#fresh = false; // a connect while this is asked makes the next one fresh
        try {
            const view = await this.#link.invoke("Look", fresh ? 0 : this.#position, fresh ? null : this.#newestEnded, this.rows(), this.person);
            return { ...view, fresh };
        } catch (error) {
            this.#fresh ||= fresh;
            throw error;
        }
    }

    #tell(view) {
        this.#position = view.position;
        this.#newestEnded = view.ended[0]?.id ?? (view.fresh ? null : this.#newestEnded);
        this.dispatchEvent(Object.assign(new Event("view"), { view }));
    }
}
