// The cases by which SignalR's own JavaScript client is tested against its server, for the unmodified npm client in real Chromium.
import { after, before, test } from "node:test";
import { table } from "./functional/cases.mjs";
import { open } from "./functional/page.mjs";
import { launch } from "./testing/chromium.mjs";
import { otherOrigin } from "./testing/other-origin.mjs";
import { apiUrl } from "./testing/server.mjs";
import { Window } from "./testing/window.mjs";

const within = { timeout: 10_000 };
const endings = [];
let browser, page;

before(async () => {
    browser = await launch();
    ({ page } = await Window.open(null, browser));
    await open(page, `http://localhost:${await otherOrigin({ after: (ending) => endings.push(ending) })}/`);
});
after(async () => {
    await browser.close();
    endings.forEach((ending) => ending());
});

for (const { name, title, mode } of table("Chromium", apiUrl.startsWith("https:"))) {
    test(name, within, () => page.evaluate(([title, mode]) => play(title, mode), [title, mode]));
}
