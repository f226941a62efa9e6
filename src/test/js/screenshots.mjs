// Takes the pictures of the README: docs/console-light.png, docs/console-dark.png and docs/console-phone.png. Wants a server nobody
// else uses, freshly started: the timeline and the disconnects are the server's.
import { fileURLToPath } from "node:url";
import { launch } from "./testing/chromium.mjs";
import { administrator, watcher } from "./testing/clients.mjs";
import { dawdler } from "./testing/dawdler.mjs";
import { Window } from "./testing/window.mjs";

const browser = await launch();
const ending = [];
const t = { after: (end) => ending.push(end) };
const options = { viewport: { width: 1440, height: 1280 }, deviceScaleFactor: 2, userAgent: agent("Windows NT 10.0; Win64; x64") };
const annas = await Window.signedIn(t, browser, "anna", options);
const bob = await Window.signedIn(t, browser, "bob", { userAgent: agent("Macintosh; Intel Mac OS X 10_15_7") });
await Window.signedIn(t, browser, "bob", { userAgent: agent("Linux; Android 15; Pixel 9", "Mobile ") });
const carol = await Window.signedIn(t, browser, "carol", { userAgent: agent("X11; Linux x86_64") });
const dmitri = await Window.signedIn(t, browser, "dmitri", { userAgent: agent("Windows NT 10.0; Win64; x64") });
await Window.signedIn(t, browser, "søren", { userAgent: agent("iPhone; CPU iPhone OS 18_5 like Mac OS X", "Mobile ") });
await watcher(t, "warehouse-3");
await dmitri.page.getByRole("button", { name: "Sign out" }).click();
await annas.went("dmitri").waitFor();
await carol.page.reload();
await annas.told("carol reloaded").waitFor();

await carol.person("anna").check();
await carol.write('{ "order": 4711, "state": "approved" }', { format: "JSON" });
await carol.send();
await annas.person("bob").check();
await annas.person("carol").check();
await annas.write("Lunch at twelve?");
await annas.send();
await annas.reached("Reached 3 connections of 2 users.").waitFor();
await bob.person("anna").check();
await bob.write("Yes, see you there!");
await bob.send();
await annas.message("Yes, see you there!").waitFor();

// A display on a bad line: what the network holds is full, and more waits behind it.
await dawdler(t, "warehouse-3", "/signalrhub");
const flooding = await administrator(t, "stock-feed");
for (let queued = 0; queued < 380_000; ) {
    await flooding.invoke("Send", ["warehouse-3"], "Stock", "Changed", "x".repeat(30_000));
    queued = (await flooding.invoke("Look", 0, null, ["warehouse-3"], null)).people[0].queuedBytes;
}
await annas.lookAt("carol");
await annas.page.getByRole("list", { name: "Slow consumers" }).getByRole("meter").waitFor();
await annas.page.mouse.move(0, 0);
for (const colorScheme of ["light", "dark"]) {
    await annas.page.emulateMedia({ colorScheme });
    await picture(`console-${colorScheme}`);
}
await annas.page.emulateMedia({ colorScheme: "light" });
await annas.page.setViewportSize({ width: 390, height: 1220 });
await picture("console-phone");
await Promise.all(ending.map((end) => end()));
await browser.close();

async function picture(name) {
    await annas.page.evaluate(() => {
        document.activeElement.blur();
        scrollTo(0, 0);
    });
    await annas.page.screenshot({ path: fileURLToPath(new URL(`../../../docs/${name}.png`, import.meta.url)) });
}

function agent(system, mobile = "") {
    return `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 ${mobile}Safari/537.36`;
}
