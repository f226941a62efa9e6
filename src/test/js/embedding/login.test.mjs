// A hub behind the application's own login by form: over each transport, with roles, and what ends with the session.
import assert from "node:assert/strict";
import { HttpTransportType } from "@microsoft/signalr";
import { connection } from "../testing/clients.mjs";
import { baseUrl } from "../testing/server.mjs";
import { test } from "../testing/test.mjs";

const ends = process.env.PRESENCEHUB_LOGIN_EXPIRY === "close";

/** On Payara a session is in use as long as a request is under way, a poll, an event stream or a WebSocket among them. */
const neverIdle = process.env.PRESENCEHUB_SESSIONS === "held";

/** A browser's session, in which this user logs in. */
class Session {
    cookie = "";

    async asked(path, options = {}) {
        const response = await fetch(new URL(path, baseUrl), { ...options, headers: { cookie: this.cookie }, redirect: "manual" });
        this.cookie = (response.headers.get("set-cookie") ?? this.cookie).split(";")[0];
        return response;
    }

    static async of(user) {
        const session = new Session();
        await session.asked("sign-in");
        const body = new URLSearchParams({ j_username: user, j_password: user });
        const login = await session.asked("j_security_check", { method: "POST", body });
        assert.ok([302, 303].includes(login.status), `the login answers ${login.status}`);
        await session.asked(login.headers.get("location")); // on Payara nobody is logged in before
        assert.equal(await (await session.asked("sign-in")).text(), user);
        return session;
    }

    async does(what) {
        assert.equal((await this.asked(`login/${what}`, { method: "POST" })).status, 200);
    }

    /** Nobody is logged in by it any more. Whoever asks sooner than a second later uses it. */
    async isGone() {
        await until(async () => {
            await new Promise((later) => setTimeout(later, 1_500));
            return (await (await fetch(new URL("login/who", baseUrl), { headers: { cookie: this.cookie } })).text()) === "null";
        });
    }

    /** A started connection that this session opens. */
    async connected(t, transport) {
        const headers = { Cookie: this.cookie };
        const opened = connection(t, "/hubs/login", { headers, transport: HttpTransportType[transport] });
        opened.closed = new Promise((closed) => opened.onclose((error) => closed(error?.message)));
        await opened.start();
        return opened;
    }
}

async function until(holds) {
    const deadline = Date.now() + 30_000;
    while (!(await holds())) {
        assert.ok(Date.now() < deadline, `never: ${holds}`);
        await new Promise((again) => setTimeout(again, 50));
    }
}

/** Why the connection ended, as the hub was told. */
async function endOf(ended, witness) {
    await until(async () => (await witness.invoke("endOf", ended)) !== "");
    return witness.invoke("endOf", ended);
}

/** A poll that comes when the other user is logged in already is not that of who opened the connection. */
const toldOrRefused = /The user logged out of the session\.|authentication_refresh_required/;

for (const transport of ["WebSockets", "ServerSentEvents", "LongPolling"]) {
    test(`whoever is logged in has a user and roles over ${transport}`, async (t) => {
        const anna = await (await Session.of("anna")).connected(t, transport);
        assert.equal(await anna.invoke("user"), "anna");
        assert.equal(await anna.invoke("forClerks"), "secret"); // a role that the hub names
        assert.equal(await anna.invoke("isIn", "clerk"), true);
        const carol = await (await Session.of("carol")).connected(t, transport);
        assert.equal(await carol.invoke("isIn", "customer"), true); // one that a setting names
        assert.equal(await carol.invoke("isIn", "clerk"), false);
        await assert.rejects(carol.invoke("forClerks"), /unauthorized/);
    });

    for (const logout of ["logout", "invalidate"]) {
        test(`${logout} ends what the session opened over ${transport}, and nothing else`, async (t) => {
            const session = await Session.of("anna");
            const leaving = await session.connected(t, transport);
            const staying = await (await Session.of("anna")).connected(t, transport);
            const { connectionId } = leaving;
            await session.does(logout);
            assert.match(await leaving.closed, /The user logged out of the session\./);
            assert.equal(await endOf(connectionId, staying), "session-ended");
            assert.equal(await staying.invoke("user"), "anna");
        });
    }

    test(`who logs in anew in the same session does not have what was opened before over ${transport}`, async (t) => {
        const session = await Session.of("anna");
        const leaving = await session.connected(t, transport);
        const { connectionId } = leaving;
        await session.does("become?user=carol");
        const carol = await session.connected(t, transport);
        assert.equal(await carol.invoke("user"), "carol");
        assert.equal(await endOf(connectionId, carol), "session-ended");
        assert.match(await leaving.closed, transport === "LongPolling" ? toldOrRefused : /The user logged out of the session\./);
    });

    test(`a session that gets another id is the same over ${transport}`, async (t) => {
        const session = await Session.of("anna");
        const leaving = await session.connected(t, transport);
        await session.does("rename");
        assert.equal(await (await session.asked("sign-in")).text(), "anna");
        await session.does("invalidate");
        assert.match(await leaving.closed, /The user logged out of the session\./);
    });

    const outcome = ends && !neverIdle ? "ends" : "does not end";
    test(`a session that no request comes for ${outcome} what it opened over ${transport}`, async (t) => {
        const session = await Session.of("anna");
        const used = await session.connected(t, transport);
        const { connectionId } = used;
        const witness = await (await Session.of("bob")).connected(t, "WebSockets");
        await session.does("second");
        if (!neverIdle) {
            await session.isGone();
        }
        if (outcome === "ends") {
            assert.match(await used.closed, /The session of the login expired\./);
            assert.equal(await endOf(connectionId, witness), "session-expired");
            return;
        }
        for (let again = 0; again < 3; again++) { // each answer is followed by another poll
            assert.equal(await used.invoke("user"), "anna");
        }
        assert.equal(await witness.invoke("endOf", connectionId), "");
        await used.stop();
        await session.isGone();
    });
}

test("who logs out while a connection is opened is not connected", async (t) => {
    const session = await Session.of("anna");
    const witness = await (await Session.of("bob")).connected(t, "WebSockets");
    const negotiated = await (await session.asked("hubs/login/negotiate?negotiateVersion=1", { method: "POST" })).json();
    await session.does("invalidate");
    const poll = await session.asked(`hubs/login?id=${negotiated.connectionToken}`);
    assert.ok([401, 404].includes(poll.status), `the poll answers ${poll.status}`);
    assert.equal(await witness.invoke("user"), "bob");
});
