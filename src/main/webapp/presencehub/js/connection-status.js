import { byId, say } from "./elements.js";
import { duration } from "./format.js";

const FOUND_FOR_MS = 8000;

/** Shows the state of the links; when one is in trouble says what happened and what to do, and when all is well again, that it is. */
export class ConnectionStatus {
    #links;
    #signInAgain;
    #expected = [];
    #brokenSince = null;
    #wereConnected = false;
    #forgetting;

    constructor(links, signInAgain) {
        this.#links = links;
        this.#signInAgain = signInAgain;
        for (const { link } of links) {
            link.addEventListener("state", () => this.#show());
        }
        byId("trouble-action").onclick = () => this.#act();
        this.#show();
    }

    /** These links are broken on purpose: a server that drains keeps its consoles alone. */
    expect(broken) {
        if (broken.length !== this.#expected.length) {
            this.#expected = broken;
            this.#show();
        }
    }

    #show() {
        for (const { place, link } of this.#links) {
            place.hidden = link.state === "absent";
            place.dataset.state = link.state;
            place.querySelector(".link-state").textContent = link.state;
        }
        const trouble = this.#trouble();
        byId("trouble").hidden = !trouble;
        byId("trouble").dataset.state = trouble?.state ?? "";
        byId("trouble-title").textContent = trouble?.title ?? "";
        byId("trouble-advice").textContent = trouble?.advice ?? "";
        byId("trouble-action").textContent = trouble?.action ?? "";
        byId("trouble-action").hidden = !trouble?.action;
        byId("console").dataset.live = this.#allConnected();
        this.#remember(trouble);
    }

    /** What broke after all was well is announced when it is whole again. */
    #remember(trouble) {
        const allConnected = this.#allConnected();
        if (trouble && this.#wereConnected) {
            this.#brokenSince ??= Date.now();
            say(byId("found"), "");
        }
        if (allConnected && this.#brokenSince !== null) {
            say(byId("found"), `Connected again, after ${duration((Date.now() - this.#brokenSince) / 1000)}.`);
            this.#brokenSince = null;
            clearTimeout(this.#forgetting);
            this.#forgetting = setTimeout(() => say(byId("found"), ""), FOUND_FOR_MS);
        }
        this.#wereConnected ||= allConnected;
    }

    #trouble() {
        const lost = this.#withState("lost");
        if (lost.some((link) => link.refusal)) {
            return {
                state: "lost",
                title: "The server refused you.",
                advice: "Your token has expired, or it does not allow this. Sign in again.",
                action: "Sign in again",
            };
        }
        const ended = lost.find((link) => link.ended);
        if (ended) {
            return {
                state: "lost",
                title: "The server ended your connection.",
                advice: ended.ended,
                action: "Connect again",
            };
        }
        if (lost.length > 0) {
            return {
                state: "lost",
                title: "Connection lost.",
                advice: "The server cannot be reached. Check your network, then connect again.",
                action: "Connect again",
            };
        }
        if (this.#withState("reconnecting").length > 0) {
            return {
                state: "reconnecting",
                title: "Reconnecting…",
                advice: "The connection broke. You need do nothing; messages sent meanwhile do not arrive.",
            };
        }
        return null;
    }

    #act() {
        const lost = this.#withState("lost");
        if (lost.some((link) => link.refusal)) {
            this.#signInAgain();
        } else {
            lost.forEach((link) => link.open());
        }
    }

    #allConnected() {
        return this.#links.every(({ link }) => link.state === "connected" || link.state === "absent" || this.#expected.includes(link));
    }

    #withState(state) {
        return this.#links.map(({ link }) => link).filter((link) => link.state === state && !this.#expected.includes(link));
    }
}
