import { byId } from "./elements.js";

/** What a client needs to be online on this very server, to copy. */
export class Snippet {
    #languages = document.querySelectorAll('input[name="language"]');

    constructor() {
        for (const language of this.#languages) {
            language.onchange = () => this.#show();
        }
        byId("snippet-copy").onclick = () => this.#copy();
        this.#show();
    }

    #show() {
        const language = [...this.#languages].find(({ checked }) => checked).value;
        byId("snippet").textContent = SNIPPETS[language](new URL("../hubs/presence", document.baseURI).href);
        byId("snippet-done").textContent = "";
    }

    /** Browsers offer the clipboard to https and localhost alone; elsewhere the text is at least selected. */
    async #copy() {
        try {
            await navigator.clipboard.writeText(byId("snippet").textContent);
            byId("snippet-done").textContent = "Copied.";
        } catch {
            getSelection().selectAllChildren(byId("snippet"));
            byId("snippet-done").textContent = "Selected: copy it with the keyboard.";
        }
    }
}

const SNIPPETS = {
    javascript: (url) => `import * as signalR from "@microsoft/signalr";

const presence = new signalR.HubConnectionBuilder()
    .withUrl("${url}", {
        accessTokenFactory: () => getAccessToken(),
    })
    .withAutomaticReconnect()
    .build();
presence.on("GetOnlineUsers", users => console.log("online:", users));
presence.on("UserIsOnline", user => console.log(user, "came"));
presence.on("UserIsOffline", user => console.log(user, "went"));
await presence.start();`,
    java: (url) => `HubConnection presence = HubConnectionBuilder
    .create("${url}")
    .withAccessTokenProvider(Single.defer(() -> Single.just(accessToken())))
    .build();
presence.on("GetOnlineUsers", users -> show(users), String[].class);
presence.on("UserIsOnline", user -> came(user), String.class);
presence.on("UserIsOffline", user -> went(user), String.class);
presence.start().blockingAwait();`,
};
