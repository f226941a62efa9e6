// The page, latch.js and pages of other origins, in real Chromium.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Cable } from "./testing/cable.mjs";
import { launch } from "./testing/chromium.mjs";
import { administrator, correspondent, watcher } from "./testing/clients.mjs";
import { crowd, crowded } from "./testing/crowd.mjs";
import { dawdler } from "./testing/dawdler.mjs";
import { otherOrigin } from "./testing/other-origin.mjs";
import { apiUrl, baseUrl, newUsers, tokenOf } from "./testing/server.mjs";
import { test } from "./testing/test.mjs";
import { Window } from "./testing/window.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const signedIn = (t, user, options) => Window.signedIn(t, browser, user, options);

test("two windows see each other come and go", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const annas = await signedIn(t, anna);
    await annas.person(anna).waitFor();
    const bobs = await signedIn(t, bob);
    await annas.person(bob).waitFor();
    await annas.came(bob).waitFor();
    await bobs.person(anna).waitFor();
    await bobs.page.getByRole("button", { name: "Sign out" }).click();
    await annas.went(bob).waitFor();
    await annas.person(bob).waitFor({ state: "detached" });
    await bobs.page.getByLabel("User id", { exact: true }).waitFor();
    assert.deepEqual([...annas.complaints, ...bobs.complaints], []);
});

test("who is alone is invited to open a second window", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const annas = await signedIn(t, anna);
    const invitation = annas.page.getByText("Nobody else is online.");
    await invitation.waitFor();
    const [second] = await Promise.all([
        annas.page.context().waitForEvent("page"),
        annas.page.getByRole("link", { name: "Open a second window" }).click(),
    ]);
    await new Window(second).signIn(bob);
    await annas.person(bob).waitFor();
    assert.equal(await invitation.isVisible(), false);
});

test("a message goes to one, to many, or to everyone after a question", async (t) => {
    const [anna, bob, carol, room] = newUsers("anna", "bob", "carol", "Room");
    const windows = [await signedIn(t, anna), await signedIn(t, bob), await signedIn(t, carol)];
    const [annas, bobs, carols] = windows;

    await annas.person(bob).check();
    await annas.write("for Bob");
    await annas.send();
    await bobs.message("for Bob").waitFor();

    await annas.page.getByRole("textbox", { name: "User ids" }).fill(`${carol}, ${anna}`);
    await annas.write('{"order": 7, "lines": ["first\\nsecond"]}', { format: "JSON" });
    await annas.send();
    for (const { page } of windows) {
        await page.getByRole("log", { name: "Messages" }).getByText('"order": 7').first().waitFor();
    }

    for (const window of windows) {
        await window.listenFor(`${room}_Opened`);
    }
    const dialog = annas.page.getByRole("dialog", { name: "Send to everyone?" });
    await annas.page.getByRole("radio", { name: "Everyone" }).check({ force: true });
    await annas.write("never", { component: room, method: "Opened" });
    await annas.send();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await annas.write("for all", { component: room, method: "Opened" });
    await annas.send();
    await dialog.getByRole("button", { name: "Send to everyone" }).click();
    for (const window of windows) {
        await window.message("for all").first().waitFor();
        assert.equal(await window.message("never").count(), 0);
    }
    assert.equal(await carols.message("for Bob").count(), 0);
    assert.deepEqual(windows.flatMap(({ complaints }) => complaints), []);
});

test("the page checks what is sent, and says what to mend", async (t) => {
    const [anna] = newUsers("anna");
    const annas = await signedIn(t, anna);
    const alert = annas.page.locator("#send").getByRole("alert");
    const refusals = [
        ["Say who it is for.", "User ids", async () => annas.write("x")],
        ["The payload is not JSON", "Payload", async () => {
            await annas.person(anna).check();
            await annas.write('{"a":', { format: "JSON" });
        }],
        ["A component has no underscore", "Component", async () => annas.write("1", { format: "JSON", component: "A_b" })],
        ["Name the method.", "Method", async () => annas.write("1", { format: "JSON", method: "" })],
    ];
    for (const [sentence, field, prepare] of refusals) {
        await prepare();
        await annas.send();
        await alert.filter({ hasText: sentence }).waitFor();
        const focused = annas.page.getByRole("textbox", { name: field, exact: true });
        assert.ok(await focused.evaluate((element) => element === document.activeElement && element.ariaInvalid === "true"), sentence);
    }
});

test("an empty payload sends no argument, text sends one string, JSON sends what it says", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const bobs = await correspondent(t, bob, "Console_Message");
    const annas = await signedIn(t, anna);
    await annas.page.getByRole("textbox", { name: "User ids" }).fill(bob);
    for (const [text, format] of [["", "Text"], ["two\nlines", "Text"], ["7", "Text"], ["7", "JSON"], ["null", "JSON"]]) {
        await annas.write(text, { format });
        await annas.send();
        await annas.reached("Reached 1 connection of 1 user.").waitFor();
    }
    await bobs.heard.heard(["Console_Message"], { count: 5 });
    const payloads = bobs.heard.matching(["Console_Message"]).map(([, ...payload]) => payload);
    assert.deepEqual(payloads, [[], ["two\nlines"], ["7"], [7], [null]]);
});

test("user ids and payloads are text, never HTML", async (t) => {
    const [anna, suffix] = newUsers("anna", "x");
    const mallory = `<img src=x onerror="globalThis.harmed=true">${suffix}`;
    const annas = await signedIn(t, anna);
    const mallorys = await signedIn(t, mallory);
    await annas.person(mallory).check();
    await annas.came(mallory).waitFor();
    await mallorys.page.getByRole("textbox", { name: "User ids" }).fill(anna);
    await mallorys.write("<b>bold</b><script>globalThis.harmed=true</script>");
    await mallorys.send();
    await annas.message("<b>bold</b><script>globalThis.harmed=true</script>").waitFor();
    await annas.write("<i>answer</i>");
    await annas.send();
    await mallorys.message("<i>answer</i>").waitFor();
    for (const { page, complaints } of [annas, mallorys]) {
        assert.equal(await page.evaluate(() => globalThis.harmed), undefined);
        assert.equal(await page.locator("main :is(img, b, i, script)").filter({ visible: true }).count(), 0);
        assert.deepEqual(complaints, []);
    }
});

test("a reload makes no watcher blink", async (t) => {
    const [anna, bob, watching] = newUsers("anna", "bob", "watching");
    const watchers = await watcher(t, watching);
    const annas = await signedIn(t, anna);
    const bobs = await signedIn(t, bob);
    await watchers.heard.heard(["UserIsOnline", bob]);

    await annas.page.reload();
    await annas.connected();
    // Bob's window closes after Anna's reload: when his grace period is over, hers would be too.
    await bobs.page.close();
    await watchers.heard.heard(["UserIsOffline", bob], { within: 20_000 });
    assert.deepEqual(watchers.heard.about(anna), [["UserIsOnline", anna]]);
});

test("signing in and sending need no mouse, and the Tab key leads through the whole page", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const bobs = await correspondent(t, bob, "Console_Message");
    const annas = await Window.open(t, browser);
    const { keyboard } = annas.page;
    const focused = () => annas.page.evaluate(() => document.activeElement.id);
    const tabTo = async (id) => {
        for (let i = 0; i < 60 && (await focused()) !== id; i++) {
            await keyboard.press("Tab");
        }
        assert.equal(await focused(), id);
    };

    await annas.page.goto(baseUrl);
    await annas.page.getByLabel("User id", { exact: true }).waitFor();
    await keyboard.type(anna);
    await keyboard.press("Enter");
    await annas.connected();
    await tabTo("send-user");
    await keyboard.type(bob);
    await keyboard.press("Enter");
    await tabTo("send-payload");
    await keyboard.type("typed");
    await tabTo("send-button");
    await keyboard.press("Enter");
    await bobs.heard.heard(["Console_Message", "typed"]);

    await tabTo("sign-out");
    await tabTo("listen-event");
});

test("what has the focus shows it", async (t) => {
    const [anna] = newUsers("anna");
    const annas = await signedIn(t, anna);
    await annas.person(anna).waitFor();
    const unmarked = new Set();
    await annas.lookAt(anna);
    await annas.page.getByRole("heading", { name: "Online now" }).focus();
    for (let i = 0; i < 40; i++) {
        await annas.page.keyboard.press("Tab");
        const name = await annas.page.evaluate(() => {
            const element = document.activeElement;
            // A ring stands around the field, or around what holds it: a row, a switch, a field of chips.
            const around = [element, element.nextElementSibling, element.parentElement].filter(Boolean);
            const marked = around.some((each) => getComputedStyle(each).outlineStyle !== "none");
            return marked || element === document.body ? null : element.outerHTML;
        });
        if (name) {
            unmarked.add(name);
        }
    }
    assert.deepEqual([...unmarked], []);
});

test("on a phone nothing needs scrolling sideways", async (t) => {
    const [anna] = newUsers("anna");
    const long = `${anna}-with-a-rather-long-user-id@department.example.com`;
    const annas = await Window.open(t, browser, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    const width = () => annas.page.evaluate(() => document.documentElement.scrollWidth);
    await annas.page.goto(baseUrl);
    await annas.page.getByLabel("User id", { exact: true }).waitFor();
    assert.equal(await width(), 360);

    await annas.signIn(long);
    await annas.person(long).check();
    await annas.write(`{"${"long".repeat(50)}": "${"x".repeat(180)}"}`, { format: "JSON" });
    await annas.send();
    await annas.page.locator("#messages-log summary").first().click();
    await annas.listenFor("Component_WithARatherLongMethodNameThatFitsNowhere");
    assert.equal(await width(), 360);
    const small = await annas.page.locator("button:visible, input:visible:not([type=radio], [type=checkbox])").evaluateAll(
        (elements) => elements.filter((each) => each.getBoundingClientRect().height < 32).map((each) => each.outerHTML),
    );
    assert.deepEqual(small, [], "big enough for a finger");
});

for (const colorScheme of ["light", "dark"]) {
    test(`the page follows the system to ${colorScheme}, with text that can be read`, async (t) => {
        const [anna] = newUsers("anna");
        const annas = await signedIn(t, anna, { colorScheme });
        await annas.person(anna).check();
        await annas.write("hello");
        await annas.send();
        await annas.message("hello").first().waitFor();
        const { ground, faint } = await annas.page.evaluate(contrasts);
        assert.ok(colorScheme === "dark" ? ground < 0.05 : ground > 0.8, `ground has a luminance of ${ground}`);
        assert.deepEqual(faint, [], "every text has a contrast of at least 4.5 (WCAG 2.2, 1.4.3)");
    });
}

/** Runs in the page: the luminance of the ground, and each visible text whose contrast is under 4.5. */
function contrasts() {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const rgb = (color) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const luminance = (color) => {
        const [r, g, b] = rgb(color).map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const groundOf = (element) => {
        const color = getComputedStyle(element).backgroundColor;
        return rgb(color)[3] > 0 || !element.parentElement ? color : groundOf(element.parentElement);
    };
    const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== "");
    const faint = [...document.body.querySelectorAll("*")]
        .filter((element) => hasText(element) && element.checkVisibility())
        .map((element) => {
            const [a, b] = [luminance(getComputedStyle(element).color), luminance(groundOf(element))];
            return [element.textContent.trim(), (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)];
        })
        .filter(([, contrast]) => contrast < 4.5);
    return { ground: luminance(getComputedStyle(document.body).backgroundColor), faint };
}

test("a broken connection is shown, and mended without anybody's doing", async (t) => {
    const [anna] = newUsers("anna");
    const cable = await Cable.lay(t);
    await cable.plug();
    const annas = await signedIn(t, anna, { url: cable.baseUrl });
    await cable.pull();
    await annas.page.getByRole("alert").filter({ hasText: "Reconnecting…" }).waitFor();
    await annas.links("reconnecting").nth(1).waitFor();
    await cable.plug();
    await annas.connected();
    await annas.page.getByRole("status").getByText(/^Connected again, after \d/).waitFor();
    assert.equal(await annas.page.getByRole("alert").filter({ visible: true }).count(), 0);
    await annas.row(anna).getByText("1 tab").waitFor();
    await annas.person(anna).check();
    await annas.write("again");
    await annas.send();
    await annas.message("again").first().waitFor();
});

test("a connection that is lost can be opened again by hand", async (t) => {
    const [anna] = newUsers("anna");
    const annas = await Window.open(t, browser);
    await annas.page.route("**/negotiate?*", (route) => route.abort());
    await annas.page.goto(baseUrl);
    await annas.page.getByLabel("User id", { exact: true }).fill(anna);
    await annas.page.getByRole("button", { name: "Sign in" }).click();
    await annas.page.getByRole("alert").filter({ hasText: "Connection lost." }).waitFor();
    await annas.links("lost").nth(1).waitFor();
    await annas.page.unroute("**/negotiate?*");
    await annas.page.getByRole("button", { name: "Connect again" }).click();
    await annas.connected();
    await annas.person(anna).waitFor();
});

test("without development mode a token is pasted; it is kept in memory only, and a refused one leads back", async (t) => {
    const [anna] = newUsers("anna");
    const token = await tokenOf(anna, ["presencehub-admin"]);
    const annas = await Window.open(t, browser);
    const { page } = annas;
    await page.route("**/sign-in", (route) => route.fulfill({ json: { ready: true } }));
    await page.goto(baseUrl);
    const signIn = async (text) => {
        await page.getByLabel("Access token").fill(text);
        await page.getByRole("button", { name: "Sign in" }).click();
    };
    await signIn("no token");
    await page.getByRole("alert").filter({ hasText: "not a JSON Web Token" }).waitFor();

    await signIn(token.slice(0, -20) + "A".repeat(20));
    await page.getByRole("alert").filter({ hasText: "The server refused this token" }).waitFor();

    await signIn(await tokenOf(anna, ["member"]));
    await page.getByRole("alert").filter({ hasText: "the token lacks the role presencehub-admin" }).waitFor();
    assert.equal(await page.getByRole("heading", { name: "Online now" }).isVisible(), false);

    await signIn(token);
    await annas.connected();
    await annas.person(anna).waitFor();
    const kept = await page.evaluate(() =>
        JSON.stringify([location.href, document.cookie, { ...localStorage }, { ...sessionStorage }, document.documentElement.outerHTML]),
    );
    assert.ok(!kept.includes(token.split(".")[1]), "the token is nowhere but in memory");
    assert.equal(await page.getByLabel("Access token").inputValue(), "");
});

test("a server that cannot check tokens says so before anybody tries", async (t) => {
    const { page } = await Window.open(t, browser);
    await page.route("**/sign-in", (route) => route.fulfill({ json: { ready: false } }));
    await page.goto(baseUrl);
    await page.getByRole("alert").filter({ hasText: "The server refuses every token now" }).waitFor();
});

test("the numbers on top follow who is connected", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const annas = await signedIn(t, anna);
    await signedIn(t, bob);
    await annas.person(bob).waitFor();
    assert.equal(await annas.page.evaluate(() => scrollY), 0, "the page begins at its top");
    const figure = async (title) => {
        const tile = annas.page.locator(".tile").filter({ has: annas.page.getByText(title, { exact: true }) });
        return Number(await tile.locator("dd").first().textContent());
    };
    await until(async () => {
        const online = Number(await annas.page.locator("#people-count").textContent());
        return online >= 2 && (await figure("People online")) === online;
    });
    // A page has a connection to each of two hubs.
    await until(async () => (await figure("Connections")) >= 4);
    await until(async () => (await figure("Joins a minute")) >= 2);
    await annas.page.getByRole("img", { name: /^Joins of the last 5 minutes/ }).waitFor();
});

test("a row tells tabs, transport, age and client; a person's connections are shown one by one", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const annas = await signedIn(t, anna);
    const bobs = [await signedIn(t, bob), await signedIn(t, bob)];
    await annas.row(bob).getByText("2 tabs · WebSocket · just now", { exact: true }).waitFor();
    await annas.row(bob).getByText(/^Chrome \d+ on Linux$/).waitFor();

    await annas.lookAt(bob);
    const details = annas.details(bob);
    await details.getByText("Online · 2 tabs, 4 connections", { exact: true }).waitFor();
    const connections = details.getByRole("list", { name: "Connections of this user" }).getByRole("listitem");
    await connections.nth(3).waitFor();
    for (const hub of ["/signalrhub", "/presencehub/console"]) {
        assert.equal(await connections.filter({ hasText: hub }).filter({ hasText: "WebSocket" }).filter({ hasText: "0 B waiting" }).count(), 2);
    }
    await bobs[1].page.close();
    await details.getByText("Online · 1 tab, 2 connections", { exact: true }).waitFor();

    await annas.page.keyboard.press("Escape");
    await details.waitFor({ state: "hidden" });
    assert.equal(await annas.row(bob).getByRole("button").evaluate((element) => element === document.activeElement), true);
});

test("the timeline tells a reload from a departure, and a departure's reason", async (t) => {
    const [anna, bob, carol] = newUsers("anna", "bob", "carol");
    const annas = await signedIn(t, anna);
    const bobs = await signedIn(t, bob);
    const carols = await signedIn(t, carol);
    await annas.came(bob).waitFor();
    await bobs.page.reload();
    await bobs.connected();
    await annas.told(new RegExp(`${bob} reloaded, back after \\d\\.\\d\\ss`)).waitFor();
    await carols.page.close();
    await annas.went(carol).filter({ hasText: "The connection was lost." }).waitFor({ timeout: 20_000 });

    // Longer than the reload's grace period now: Carol's began later.
    assert.equal(await annas.went(bob).count(), 0);
    assert.equal(await annas.told(`${bob} reloaded`).count(), 1, "once, whatever number of connections a page has");
    assert.equal(await annas.told(`${carol} reloaded`).count(), 0);
    await annas.lookAt(bob);
    await annas.details(bob).getByText("reloaded, back after").waitFor();
});

test("the last disconnects name their reasons, and a reason can be picked", async (t) => {
    const [anna, bob, carol] = newUsers("anna", "bob", "carol");
    const annas = await signedIn(t, anna);
    const bobs = await watcher(t, bob);
    const carols = await signedIn(t, carol);
    await bobs.stop();
    await carols.page.close();
    const [goodbye, lost] = [annas.ended().filter({ hasText: bob }), annas.ended().filter({ hasText: carol })];
    await goodbye.filter({ hasText: "The client closed the connection." }).filter({ hasText: "/hubs/presence" }).waitFor();
    await lost.filter({ hasText: "The connection was lost." }).first().waitFor();
    await annas.page.getByRole("list", { name: "Reasons" }).getByRole("button", { name: /^goodbye/ }).click();
    await lost.first().waitFor({ state: "detached" });
    assert.equal(await goodbye.count(), 1);
});

test("who reads too slowly is listed with the fill of the queue, and in the end as disconnected", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const annas = await signedIn(t, anna);
    const flooding = await administrator(t, anna);
    await dawdler(t, bob, "/signalrhub");
    const queue = annas.page.getByRole("list", { name: "Slow consumers" }).getByRole("listitem").filter({ hasText: bob });
    // What the network holds has to be full before anything waits, and its buffers may grow once more and take all that waited.
    // One that is flooded further is closed before anybody sees it.
    let seen = false;
    const listed = queue.filter({ hasText: /\d+ [KM]B, \d+ %/ }).waitFor().finally(() => (seen = true));
    while (!seen) {
        const [person] = (await flooding.invoke("Look", 0, null, [bob], null)).people;
        if (person.queuedBytes < 100_000) {
            await flooding.invoke("Send", [bob], "Flood", "Rose", "x".repeat(30_000));
        }
    }
    await listed;
    await queue.getByRole("meter", { name: `Queue of ${bob}` }).waitFor();
    await annas.ended().filter({ hasText: bob }).filter({ hasText: "The client did not read fast enough." }).waitFor({ timeout: 30_000 });
    await queue.waitFor({ state: "detached" });
});

test("the console says how many connections of how many users a message reached", async (t) => {
    const [anna, bob, carol, nobody] = newUsers("anna", "bob", "carol", "nobody");
    const annas = await signedIn(t, anna);
    const windows = [await signedIn(t, bob), await signedIn(t, bob), await signedIn(t, carol)];
    await annas.person(bob).check();
    await annas.person(carol).check();
    await annas.write("hello");
    await annas.send();
    await annas.reached("Reached 3 connections of 2 users.").waitFor();
    for (const window of windows) {
        await window.message("hello").waitFor();
    }
    await annas.person(bob).uncheck();
    await annas.person(carol).uncheck();
    await annas.page.getByRole("textbox", { name: "User ids" }).fill(nobody);
    await annas.send();
    await annas.reached("Reached nobody: no connection of theirs takes messages now.").waitFor();
});

test("who is disconnected is told so, and comes back alone only if allowed", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const annas = await signedIn(t, anna);
    const bobs = await signedIn(t, bob);
    await annas.lookAt(bob);
    const details = annas.details(bob);
    const dialog = annas.page.getByRole("dialog", { name: `Disconnect ${bob}?` });
    const disconnect = async (choose) => {
        await details.getByRole("button", { name: "Disconnect…" }).click();
        await choose();
    };

    await disconnect(() => dialog.getByRole("button", { name: "Cancel" }).click());
    await disconnect(async () => {
        await dialog.getByRole("checkbox", { name: "The client may reconnect by itself" }).check();
        await dialog.getByRole("button", { name: "Disconnect" }).click();
    });
    await details.getByText("Ended 2 connections.", { exact: true }).waitFor();
    await bobs.page.getByRole("status").getByText(/^Connected again/).waitFor();
    await annas.went(bob).filter({ hasText: "ended by an administrator" }).waitFor();

    await disconnect(() => dialog.getByRole("button", { name: "Disconnect" }).click());
    await bobs.page.getByRole("alert").filter({ hasText: "The server ended your connection. The connection was ended by an administrator." }).waitFor();
    await bobs.links("lost").nth(1).waitFor();
    await details.getByText("No connection is open. The user is offline.").waitFor();
    assert.equal(await details.getByRole("button", { name: "Disconnect…" }).isDisabled(), true);
    await annas.ended().filter({ hasText: bob }).filter({ hasText: "kicked" }).nth(3).waitFor();
});

test("a client to copy names this very server", async (t) => {
    const [anna] = newUsers("anna");
    const annas = await Window.open(t, browser, { permissions: ["clipboard-read", "clipboard-write"] });
    await annas.page.goto(baseUrl);
    await annas.signIn(anna);
    for (const [language, start] of [["JavaScript", "import * as signalR"], ["Java", "HubConnection presence"]]) {
        await annas.page.getByRole("radio", { name: language, exact: true }).check({ force: true });
        await annas.page.getByRole("button", { name: "Copy" }).click();
        await annas.page.getByText("Copied.", { exact: true }).waitFor();
        const copied = await annas.page.evaluate(() => navigator.clipboard.readText());
        assert.ok(copied.startsWith(start) && copied.includes(`"${apiUrl}/hubs/presence"`), copied);
    }
});

test("what is empty says why", async (t) => {
    const [anna] = newUsers("anna");
    const annas = await signedIn(t, anna);
    await annas.page.getByText("Nobody is slow: nothing waits to be sent on any connection.").waitFor();
    await annas.page.getByText("No messages yet.").waitFor();
    await annas.page.evaluate(() => (document.getElementById("people-filter").hidden = false));
    await annas.page.getByRole("searchbox", { name: "Find a user" }).fill("zoë?");
    await annas.page.getByText(/^Nobody among the \d+ who are online has “zoë\?” in the user id\.$/).waitFor();
    await annas.page.getByRole("searchbox", { name: "Find a user" }).fill("");
    await annas.person(anna).waitFor();
});

test("without the role the console says who may use it", async (t) => {
    const [anna] = newUsers("anna");
    const { page } = await Window.open(t, browser);
    await page.goto(baseUrl);
    await page.getByLabel("User id", { exact: true }).fill(anna);
    assert.equal(await page.getByLabel("Roles").inputValue(), "presencehub-admin");
    await page.getByLabel("Roles").fill("member");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").filter({ hasText: "This console is for administrators" }).waitFor();
    assert.equal(await page.getByRole("heading", { name: "Online now" }).isVisible(), false);
});

test("a page that nobody sees asks the server nothing", async (t) => {
    const [anna] = newUsers("anna");
    const annas = await Window.open(t, browser);
    const looks = [];
    annas.page.on("websocket", (socket) => {
        socket.on("framesent", ({ payload }) => payload.includes('"Look"') && looks.push(payload));
    });
    await annas.page.addInitScript(() => {
        Object.defineProperty(document, "hidden", { get: () => globalThis.away === true });
    });
    await annas.page.goto(baseUrl);
    await annas.signIn(anna);
    await until(() => looks.length >= 3);
    const show = (visible) =>
        annas.page.evaluate((visible) => {
            globalThis.away = !visible;
            document.dispatchEvent(new Event("visibilitychange"));
        }, visible);
    await show(false);
    const before = looks.length;
    // As long as three looks would take.
    await annas.page.evaluate(() => new Promise((done) => setTimeout(done, 3000)));
    assert.equal(looks.length, before);
    await show(true);
    await until(() => looks.length > before);
});

test("ten thousand users are listed by the rows in view alone", async (t) => {
    const [anna] = newUsers("anna");
    const annas = await Window.open(t, browser);
    await crowded(annas.page, crowd(10_000), anna);
    await annas.page.goto(baseUrl);
    await annas.signIn(anna);
    await annas.page.getByText("10,001", { exact: true }).waitFor();
    const first = annas.people().getByRole("listitem").first();
    assert.deepEqual(await first.evaluate(({ ariaSetSize, ariaPosInSet }) => [ariaSetSize, ariaPosInSet]), ["10001", "1"]);

    const { rows, frames } = await annas.page.evaluate(scrollThrough);
    assert.ok(rows < 60, `${rows} rows in the document`);
    const median = frames.toSorted((a, b) => a - b)[frames.length >> 1];
    t.diagnostic(`${rows} rows in the document; frames of ${median.toFixed(1)} ms, ${Math.max(...frames).toFixed(1)} ms at most`);
    assert.ok(median < 50, `a frame takes ${median} ms`);
    await annas.row("user-09999").waitFor();

    await annas.page.getByRole("searchbox", { name: "Find a user" }).fill("user-04711");
    await annas.row("user-04711").waitFor();
    assert.equal(await annas.people().getByRole("listitem").count(), 1);
});

/** Runs in the page: scrolls to the end of the list in two seconds; the most rows in the document, and how long each frame took. */
async function scrollThrough() {
    const scroller = document.getElementById("people-scroll");
    const [end, steps] = [scroller.scrollHeight - scroller.clientHeight, 120];
    const frames = [];
    let rows = 0;
    let before = await new Promise(requestAnimationFrame);
    for (let i = 1; i <= steps; i++) {
        scroller.scrollTop = (end * i) / steps;
        const now = await new Promise(requestAnimationFrame);
        frames.push(now - before);
        before = now;
        rows = Math.max(rows, document.querySelectorAll("#people-list li").length);
    }
    return { rows, frames };
}

test("the arrow keys lead through a long list, and a row that has the focus stays", async (t) => {
    const [anna] = newUsers("anna");
    const annas = await Window.open(t, browser);
    await crowded(annas.page, crowd(1000), anna);
    await annas.page.goto(baseUrl);
    await annas.signIn(anna);
    await annas.row(anna).getByRole("button").focus();
    const { keyboard } = annas.page;
    const focused = () => annas.page.evaluate(() => document.activeElement.closest("li")?.querySelector("bdi").textContent);
    for (const [key, user] of [["ArrowDown", "user-00000"], ["ArrowDown", "user-00001"], ["ArrowUp", "user-00000"], ["End", "user-00999"], ["Home", anna]]) {
        await keyboard.press(key);
        assert.equal(await focused(), user, key);
    }
    await annas.page.locator("#people-scroll").evaluate((scroller) => (scroller.scrollTop = 40_000));
    await annas.row("user-00560").waitFor();
    assert.equal(await focused(), anna);
    await keyboard.press("Tab");
    await keyboard.press("Space");
    assert.equal(await annas.person(anna).isChecked(), true);
    await keyboard.press("Tab");
    assert.equal(await focused(), undefined, "one row alone is on the way of the Tab key");
});

/** Waits until this holds, at most ten seconds. */
async function until(holds) {
    const deadline = Date.now() + 10_000;
    while (!(await holds())) {
        assert.ok(Date.now() < deadline, `never: ${holds}`);
        await new Promise((again) => setTimeout(again, 50));
    }
}

test("latch.js serves a page without a bundler", async (t) => {
    const [anna, bob] = newUsers("anna", "bob");
    const bobs = await correspondent(t, bob, "Orders_Approved");
    const { page } = await Window.open(t, browser);
    await page.goto(baseUrl);
    await page.evaluate(
        async ([url, user, token]) => {
            const { default: Latch } = await import(`${url}/latch.js`);
            await new Promise((registered, failed) => {
                const onError = (what, error) => failed(error);
                globalThis.latch = new Latch(url, { accessTokenFactory: () => token, onError });
                latch.connection.on("Registered", registered);
                latch.setUserId(user);
            });
            globalThis.received = new Promise((resolve) => latch.on("Orders", "Approved", (...args) => resolve(args)));
        },
        [apiUrl, anna, await tokenOf(anna)],
    );
    await page.evaluate((user) => latch.unicast(user, "Orders", "Approved", { id: 7 }), bob);
    await bobs.heard.heard(["Orders_Approved", { id: 7 }]);
    await bobs.invoke("UnicastAsync", anna, "Orders", "Approved", "back", 2);
    assert.deepEqual(await page.evaluate(() => received), ["back", 2]);
});

/** Runs in a page of another origin: starts a connection there; answers the error's text, or nothing. */
async function startThere([url, token, options]) {
    const signalR = await import("@microsoft/signalr");
    globalThis.connection = new signalR.HubConnectionBuilder()
        .withUrl(url, { accessTokenFactory: () => token, ...options })
        .configureLogging(signalR.LogLevel.None)
        .build();
    globalThis.list = new Promise((resolve) => connection.on("GetOnlineUsers", resolve));
    return connection.start().then(() => null, (error) => error.message);
}

for (const [how, options] of Object.entries({ "with credentials": {}, "without credentials": { withCredentials: false } })) {
    test(`a page of another origin connects, ${how}`, async (t) => {
        const [anna] = newUsers("anna");
        const { page } = await Window.open(t, browser);
        await page.goto(`http://localhost:${await otherOrigin(t)}/`);
        const [negotiate, error] = await Promise.all([
            page.waitForResponse(/\/negotiate\?/),
            page.evaluate(startThere, [`${apiUrl}/hubs/presence`, await tokenOf(anna), options]),
        ]);
        assert.equal(error, null);
        assert.ok((await page.evaluate(() => list)).includes(anna));
        const { "access-control-allow-origin": origin, "access-control-allow-credentials": credentials } = await negotiate.allHeaders();
        assert.deepEqual([origin, credentials], [new URL(page.url()).origin, "true"]);
    });
}

test("latch.js serves a page of another origin", async (t) => {
    const [anna] = newUsers("anna");
    const { page } = await Window.open(t, browser);
    await page.goto(`http://localhost:${await otherOrigin(t)}/`);
    const args = await page.evaluate(
        async ([url, user, token]) => {
            const { default: Latch } = await import("/latch.js");
            const signalR = await import("@microsoft/signalr");
            const latch = await new Promise((resolve, failed) => {
                const onError = (what, error) => failed(error);
                const latch = new Latch(url, { signalR, accessTokenFactory: () => token, onError });
                latch.connection.on("Registered", () => resolve(latch));
                latch.setUserId(user);
            });
            const received = new Promise((resolve) => latch.on("Tab", "Ping", (...args) => resolve(args)));
            await latch.unicast(user, "Tab", "Ping", 1, "two");
            return received;
        },
        [apiUrl, anna, await tokenOf(anna)],
    );
    assert.deepEqual(args, [1, "two"]);
});

test("a page of an origin nobody allowed does not connect, by negotiation or without", async (t) => {
    const [anna] = newUsers("anna");
    const token = await tokenOf(anna);
    const { page } = await Window.open(t, browser);
    await page.goto(`http://foreign.example:${await otherOrigin(t)}/`);
    assert.match(await page.evaluate(startThere, [`${apiUrl}/hubs/presence`, token, {}]), /Failed to complete negotiation/);
    const direct = { skipNegotiation: true, transport: 1 };
    assert.match(await page.evaluate(startThere, [`${apiUrl}/hubs/presence`, token, direct]), /WebSocket failed to connect/);
});
