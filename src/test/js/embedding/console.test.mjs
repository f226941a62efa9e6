// The console in somebody else's application: its page, its hub, and the built-in hubs beside the application's own.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch } from "../testing/chromium.mjs";
import { connection } from "../testing/clients.mjs";
import { apiUrl, baseUrl } from "../testing/server.mjs";
import { test } from "../testing/test.mjs";
import { Window } from "../testing/window.mjs";
import { token } from "./tokens.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

async function connected(t, path, user, ...events) {
    const started = connection(t, path, { accessTokenFactory: () => token(user) }, ...events);
    await started.start();
    return started;
}

test("the page shows the application's users, whichever hub they came by, and writes to them", async (t) => {
    await connected(t, "/hubs/presence", "petra", "GetOnlineUsers", "UserIsOnline", "UserIsOffline");
    const sam = await connected(t, "/hubs/shop", "sam", "GetOnlineUsers", "UserIsOnline", "UserIsOffline", "Console_Message");
    const { page, complaints } = await Window.open(t, browser, { url: `${baseUrl}presencehub/` });
    await page.goto(`${baseUrl}presencehub`);
    assert.equal(page.url(), `${baseUrl}presencehub/`);
    await page.getByLabel("Access token").fill(token("admin", ["presencehub-admin"]));
    await page.getByRole("button", { name: "Sign in" }).click();
    const people = page.getByRole("list", { name: "Online now" });
    for (const user of ["petra", "sam", "admin"]) {
        await people.getByText(user, { exact: true }).waitFor();
    }
    const answer = await connected(t, "/presencehub/console", "sam", "Changed").catch((error) => error);
    assert.match(String(answer), /403/, "the console is for its role alone");
    const admin = connection(t, "/presencehub/console", { accessTokenFactory: () => token("admin", ["presencehub-admin"]) });
    await admin.start();
    assert.deepEqual(await admin.invoke("Send", ["sam"], "Console", "Message", "hello"), { connections: 1, users: 1 });
    await sam.heard.heard(["Console_Message", "hello"]);
    assert.deepEqual(complaints, []);
});

test("LatchHub keeps its path, and leaves directed messages to the application's hub", async (t) => {
    const latch = await connected(t, "/signalrhub", "lena", "Registered", "Notices_Written");
    await latch.invoke("RegisterUser", "lena");
    await latch.heard.heard(["Registered"]);
    await assert.rejects(latch.invoke("UnicastAsync", "lena", "A", "B"), /Nobody may send messages until presencehub\.latch\.send-roles/);
    const admin = connection(t, "/presencehub/console", { accessTokenFactory: () => token("admin", ["presencehub-admin"]) });
    await admin.start();
    assert.deepEqual(await admin.invoke("Send", ["lena"], "Notices", "Written", "hello"), { connections: 0, users: 0 });
});

test("only the console's own pages have its headers", async () => {
    for (const path of ["presencehub/", "presencehub/index.html", "presencehub/console.js", "presencehub/lib/signalr.min.js", "presencehub/sign-in", "presencehub/nowhere.js"]) {
        const { headers } = await fetch(baseUrl + path);
        assert.match(headers.get("content-security-policy"), /frame-ancestors 'none'/, path);
        assert.equal(headers.get("referrer-policy"), "no-referrer", path);
    }
    const { status, headers } = await fetch(`${apiUrl}/latch.js`);
    assert.equal(status, 200);
    assert.equal(headers.get("referrer-policy"), null);
});
