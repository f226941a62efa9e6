// The shop of examples/shop, as its users see it: its own pages, login, REST and WebSocket, and the hubs that it embeds.
import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import { after, before } from "node:test";
import { HttpTransportType } from "@microsoft/signalr";
import WebSocket from "ws";
import { launch } from "../testing/chromium.mjs";
import { connection } from "../testing/clients.mjs";
import { apiUrl, baseUrl } from "../testing/server.mjs";
import { test } from "../testing/test.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** The shop's page in a profile of its own, with this user logged in by the shop's form; each password is the user's name. */
async function shopping(t, user) {
    const context = await browser.newContext({ viewport: { width: 1000, height: 900 } });
    t.after(() => context.close());
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    page.complaints = [];
    page.on("console", (message) => ["warning", "error"].includes(message.type()) && page.complaints.push(message.text()));
    page.on("pageerror", (error) => page.complaints.push(error.message));
    page.on("dialog", (dialog) => dialog.accept());
    await page.goto(baseUrl);
    await page.getByRole("link", { name: "Sign in" }).click();
    await page.getByLabel("User").fill(user);
    await page.getByLabel("Password").fill(user);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Connected", { exact: true }).waitFor();
    await page.getByLabel("Say").waitFor(); // there when the chat is open, on a connection of its own
    return page;
}

/** What the shop's REST answers to this page's user. */
const rest = (page, path, method = "GET", body = undefined) =>
    page.evaluate(
        async ([path, method, body]) => {
            const headers = { "Content-Type": "application/json" };
            const response = await fetch(`api/${path}`, { method, headers, body: body && JSON.stringify(body) });
            const text = await response.text();
            return { status: response.status, body: text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : text };
        },
        [path, method, body],
    );

const online = (page, user) => page.locator("#online").getByText(user, { exact: true });

async function until(holds) {
    const deadline = Date.now() + 15_000;
    while (!(await holds())) {
        assert.ok(Date.now() < deadline, `never: ${holds}`);
        await new Promise((again) => setTimeout(again, 50));
    }
}

test("the page shows who is online, carries talk, and hears what the server streams", async (t) => {
    const anna = await shopping(t, "anna");
    const bob = await shopping(t, "bob");
    await online(anna, "bob").waitFor();
    await online(bob, "anna").waitFor();
    await bob.getByLabel("Say").fill("Good morning");
    await bob.getByRole("button", { name: "Post" }).click();
    await anna.getByText("bob: Good morning").waitFor();
    await anna.getByLabel("Say").fill("Two\nlines"); // a stream of the client's
    await anna.getByRole("button", { name: "Post" }).click();
    await bob.getByText("anna: Two").waitFor();
    await bob.locator("#price").getByText(/€4\.\d\d/).waitFor();
    await anna.getByLabel("Tell everybody").fill("Tea time"); // a typed client, for clerks alone
    await anna.getByRole("button", { name: "Announce" }).click();
    await bob.getByText("anna: Tea time").waitFor();
    await bob.getByRole("button", { name: "Leave" }).click(); // asks the client
    await bob.getByText("You have left.").waitFor();
    assert.deepEqual([...anna.complaints, ...bob.complaints], []);
});

test("an order that is approved is told on commit, and one that is rolled back is not", async (t) => {
    const anna = await shopping(t, "anna");
    const carol = await shopping(t, "carol");
    assert.equal((await rest(carol, "orders/2/approve", "POST")).status, 403);
    assert.equal((await rest(anna, "orders/3/approve", "POST")).status, 409);
    const { status, body } = await rest(anna, "orders/2/approve", "POST");
    assert.deepEqual([status, body.ownerIsOnline, body.order.status, body.order.lines.length], [200, true, "APPROVED", 2]);
    await carol.getByText("Your order 2 over €51.50 is approved.").waitFor();
    assert.equal((await rest(anna, "orders/3")).body.status, "OPEN");
    assert.equal(await carol.getByText("Your order 3").count(), 0);
});

test("REST knows who is online, and a database row tells of each visit", async (t) => {
    const anna = await shopping(t, "anna");
    const carol = await shopping(t, "carol");
    await online(anna, "carol").waitFor();
    assert.ok((await rest(anna, "online")).body.users.includes("carol"));
    assert.equal((await rest(anna, "online/carol")).body.online, true);
    assert.equal((await rest(anna, "notices", "POST", { to: "carol", text: "Your tea is here" })).status, 200);
    await carol.getByText("Your tea is here").waitFor();
    await until(async () => (await rest(anna, "visits")).body.some((visit) => visit.user === "carol" && visit.went === ""));
    await carol.getByRole("button", { name: "Sign out" }).click();
    await carol.getByRole("link", { name: "Sign in" }).waitFor();
    await online(anna, "carol").waitFor({ state: "detached" });
    await until(async () => (await rest(anna, "visits")).body.every((visit) => visit.user !== "carol" || visit.went !== ""));
    await until(async () => (await rest(anna, "ticks")).body.ticks > 0);
});

/** The cookie of a session of this user. */
async function session(user) {
    let cookie = "";
    const asked = async (url, options) => {
        const response = await fetch(url, { ...options, headers: { cookie }, redirect: "manual" });
        cookie = (response.headers.get("set-cookie") ?? cookie).split(";")[0];
        return response;
    };
    await asked(`${baseUrl}sign-in`);
    const form = new URLSearchParams({ j_username: user, j_password: user });
    const login = await asked(`${baseUrl}j_security_check`, { method: "POST", body: form });
    assert.ok([302, 303].includes(login.status), `the login answers ${login.status}`);
    await asked(login.headers.get("location")); // on Payara nobody is logged in before
    return cookie;
}

for (const transport of ["WebSockets", "ServerSentEvents", "LongPolling"]) {
    test(`a session's cookie opens the hubs over ${transport}`, async (t) => {
        const headers = { Cookie: await session("bob") };
        const bob = connection(t, "/hubs/shop", { headers, transport: HttpTransportType[transport] }, "GetOnlineUsers");
        await bob.start();
        const [, users] = await bob.heard.heard(["GetOnlineUsers"]);
        assert.ok(users.includes("bob"));
        assert.deepEqual(await bob.invoke("whoIsOnline"), users);
        await assert.rejects(bob.invoke("announce", "Free tea"), /unauthorized/);
    });
}

test("nobody who is not logged in reaches a hub, and the login page is not in the way", async () => {
    const response = await fetch(`${apiUrl}/hubs/shop/negotiate?negotiateVersion=1`, { method: "POST", redirect: "manual" });
    assert.equal(response.status, 401);
    assert.equal(await response.text(), "");
});

test("the shop's own WebSocket is as it was", async (t) => {
    const socket = new WebSocket(`${apiUrl.replace("http", "ws")}/prices`);
    t.after(() => socket.terminate());
    const received = new Set();
    socket.on("message", (data) => received.add(String(data)));
    await once(socket, "open");
    socket.send("ping");
    await until(() => received.has("pong"));
});

test("the path of the library's own WebSocket is nobody's", async () => {
    const upgrade = { Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==" };
    for (const headers of [{}, upgrade, { ...upgrade, Cookie: await session("anna") }]) {
        assert.equal(await statusOf(`${apiUrl}/presencehub/socket`, headers), 404);
    }
});

function statusOf(url, headers) {
    return new Promise((resolve, reject) => {
        const request = http.get(url, { headers }, (response) => resolve(response.resume().statusCode));
        request.on("upgrade", (response, socket) => {
            socket.destroy();
            resolve(response.statusCode);
        });
        request.on("error", reject);
    });
}
