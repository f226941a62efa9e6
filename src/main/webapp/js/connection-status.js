import { byId } from "./elements.js";

/** Shows the state of both links, and when one is in trouble says what happened and what to do about it. */
export class ConnectionStatus {
    #links;
    #signInAgain;

    constructor(links, signInAgain) {
        this.#links = links;
        this.#signInAgain = signInAgain;
        for (const { link } of links) {
            link.addEventListener("state", () => this.#show());
        }
        byId("trouble-action").onclick = () => this.#act();
        this.#show();
    }

    #show() {
        for (const { place, link } of this.#links) {
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
    }

    #trouble() {
        const lost = this.#withState("lost");
        if (lost.some(isRefused)) {
            return {
                state: "lost",
                title: "The server refused you.",
                advice: "Your token has expired, or it does not allow this. Sign in again.",
                action: "Sign in again",
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
        if (lost.some(isRefused)) {
            this.#signInAgain();
        } else {
            lost.forEach((link) => link.open());
        }
    }

    #withState(state) {
        return this.#links.map(({ link }) => link).filter((link) => link.state === state);
    }
}

/** Told by the text alone: the client passes the negotiation's status code on in no other way. */
function isRefused(link) {
    return /Status code '40[13]'/.test(link.error?.message ?? "");
}
