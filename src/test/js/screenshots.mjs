// Takes the pictures of the README: docs/console-light.png and docs/console-dark.png. Wants a server nobody else uses.
import { fileURLToPath } from "node:url";
import { launch } from "./testing/chromium.mjs";
import { Window } from "./testing/window.mjs";

const browser = await launch();
for (const colorScheme of ["light", "dark"]) {
    const options = { colorScheme, viewport: { width: 1280, height: 1080 }, deviceScaleFactor: 2 };
    const annas = await Window.signedIn(null, browser, "anna", options);
    // The users of the picture before are gone, and a reload forgets that they went.
    await annas.page.getByText("Nobody else is online.").waitFor({ timeout: 30_000 });
    await annas.page.reload();
    await annas.connected();
    const others = {};
    for (const user of ["bob", "carol", "dmitri", "søren"]) {
        others[user] = await Window.signedIn(null, browser, user);
        await annas.came(user).waitFor();
    }
    await others.dmitri.page.getByRole("button", { name: "Sign out" }).click();
    await annas.went("dmitri").waitFor();

    await others.carol.person("anna").check();
    await others.carol.write('{ "order": 4711, "state": "approved" }', { format: "JSON" });
    await others.carol.send();
    await annas.person("bob").check();
    await annas.person("carol").check();
    await annas.write("Lunch at twelve?");
    await annas.send();
    await others.bob.message("Lunch at twelve?").waitFor();
    await others.bob.person("anna").check();
    await others.bob.write("Yes, see you there!");
    await others.bob.send();
    await annas.message("Yes, see you there!").waitFor();

    await annas.page.mouse.move(0, 0);
    await annas.page.evaluate(() => document.activeElement.blur());
    await annas.page.screenshot({ path: fileURLToPath(new URL(`../../../docs/console-${colorScheme}.png`, import.meta.url)) });
    for (const window of [annas, ...Object.values(others)]) {
        await window.page.close();
    }
}
await browser.close();
