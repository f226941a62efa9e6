// The cases by which SignalR's own JavaScript client is tested against its server, for the unmodified npm client in real Firefox. Run by FirefoxTrial.
import { after, before, test } from "node:test";
import puppeteer from "puppeteer-core";
import { table } from "./functional/cases.mjs";
import { open } from "./functional/page.mjs";
import { otherOrigin } from "./testing/other-origin.mjs";
import { apiUrl } from "./testing/server.mjs";

const within = { timeout: 10_000 };
const endings = [];
let firefox, page;

before(async () => {
    firefox = await puppeteer.launch({
        browser: "firefox",
        executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
        acceptInsecureCerts: true, // a server under test has signed its certificate itself
    });
    page = await firefox.newPage();
    await open(page, `http://localhost:${await otherOrigin({ after: (ending) => endings.push(ending) })}/`);
});
after(async () => {
    await firefox.close();
    endings.forEach((ending) => ending());
});

for (const { name, title, mode } of table("Firefox", apiUrl.startsWith("https:"))) {
    test(name, within, () => page.evaluate(([title, mode]) => play(title, mode), [title, mode]));
}
