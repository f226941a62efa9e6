import { Composer } from "./js/composer.js";
import { ConnectionStatus } from "./js/connection-status.js";
import { Disconnects } from "./js/disconnects.js";
import { Draining } from "./js/draining.js";
import { byId } from "./js/elements.js";
import { HubLink } from "./js/hub-link.js";
import { Live } from "./js/live.js";
import { Mailbox } from "./js/mailbox.js";
import { Overview } from "./js/overview.js";
import { People } from "./js/people.js";
import { Person } from "./js/person.js";
import { Queues } from "./js/queues.js";
import { Recipients } from "./js/recipients.js";
import { SignIn } from "./js/sign-in.js";
import { Snippet } from "./js/snippet.js";
import { Timeline } from "./js/timeline.js";

const REFUSALS = {
    401: "The server refused this token: it has expired, or was not made for this server. The server's log says why.",
    403: "This console is for administrators: the token lacks the role presencehub-admin. Sign in with one that has it.",
};

const signIn = new SignIn(open);
signIn.show();

/** Throws if the console hub refuses the session. */
async function open(session) {
    const accessToken = () => session.accessToken();
    const admin = new HubLink("console", accessToken);
    for (const event of ["GetOnlineUsers", "UserIsOnline", "UserIsOffline"]) {
        admin.on(event, () => {}); // told from the start on; whoever shows it asks for the list when it is there
    }
    await admin.open();
    if (admin.refusal) {
        throw new Error(REFUSALS[admin.refusal]);
    }
    show(session, admin);
}

function show(session, admin) {
    const accessToken = () => session.accessToken();
    const messages = new HubLink("../signalrhub", accessToken);
    const signOut = () => {
        // The browser drops listeners, logs and the token with the page it leaves.
        signIn.forget();
        Promise.allSettled([messages, admin].map((link) => link.close())).then(() => location.reload());
    };

    const live = new Live(admin);
    new Overview(live);
    new Queues(live);
    new Disconnects(live);
    new Draining(admin, live);
    new Snippet();
    const timeline = new Timeline(live);
    const recipients = new Recipients();
    const people = new People(admin, live, session.userId, recipients);
    const mailbox = new Mailbox(messages);
    const composer = new Composer(admin, people, recipients, (...message) => mailbox.sent(...message));
    const person = new Person(admin, live, timeline, session.userId);
    people.addEventListener("select", ({ user }) => person.open(user));
    person.addEventListener("close", ({ user }) => people.leave(user));
    person.addEventListener("write", ({ user }) => {
        recipients.add(user);
        composer.write();
    });
    const status = new ConnectionStatus(
        [
            { place: byId("console-link"), link: admin },
            { place: byId("messages-link"), link: messages },
        ],
        signOut,
    );
    live.addEventListener("view", ({ view }) => status.expect(view.drain.phase === "RUNNING" ? [] : [messages]));
    messages.addEventListener("state", () => {
        if (messages.state === "connected") {
            // Confirms what the token says already, and tells a hub that is open to all whose connection this is.
            messages.invoke("RegisterUser", session.userId).catch((error) => console.warn("Not registered:", error));
        }
    });

    byId("me").textContent = session.userId;
    byId("sign-out").onclick = signOut;
    byId("console").hidden = false;
    byId("people-title").focus({ preventScroll: true }); // the page begins with the numbers above it
    messages.open();
    live.soon(0);
}
