import { Composer } from "./js/composer.js";
import { ConnectionStatus } from "./js/connection-status.js";
import { byId } from "./js/elements.js";
import { HubLink } from "./js/hub-link.js";
import { Mailbox } from "./js/mailbox.js";
import { People } from "./js/people.js";
import { Recipients } from "./js/recipients.js";
import { SignIn } from "./js/sign-in.js";

const signIn = new SignIn(open);
signIn.show();

function open(session) {
    const accessToken = () => session.accessToken();
    const presence = new HubLink("hubs/presence", accessToken);
    const messages = new HubLink("signalrhub", accessToken);
    const signOut = () => {
        // The browser drops listeners, logs and the token with the page it leaves.
        signIn.forget();
        Promise.allSettled([presence.close(), messages.close()]).then(() => location.reload());
    };

    const recipients = new Recipients();
    const people = new People(presence, session.userId, recipients);
    const mailbox = new Mailbox(messages);
    new Composer(messages, people, recipients, (...message) => mailbox.sent(...message));
    new ConnectionStatus(
        [
            { place: byId("presence-link"), link: presence },
            { place: byId("messages-link"), link: messages },
        ],
        signOut,
    );
    messages.addEventListener("state", () => {
        if (messages.state === "connected") {
            // Confirms what the token says already, and tells a hub that is open to all whose connection this is.
            messages.invoke("RegisterUser", session.userId).catch((error) => console.warn("Not registered:", error));
        }
    });

    byId("me").textContent = session.userId;
    byId("sign-out").onclick = signOut;
    byId("console").hidden = false;
    byId("people-title").focus();
    presence.open();
    messages.open();
}
