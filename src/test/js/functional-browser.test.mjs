// The cases by which SignalR's own JavaScript client is tested against its server, for the unmodified npm client in real Chromium.
import { after, before, test } from "node:test";
import { table } from "./functional/cases.mjs";
import { launch } from "./testing/chromium.mjs";
import { otherOrigin } from "./testing/other-origin.mjs";
import { apiUrl, newUsers, tokenOf } from "./testing/server.mjs";
import { Window } from "./testing/window.mjs";

const within = { timeout: 10_000 };
const packages = ["signalr/dist/browser/signalr.js", "signalr-protocol-msgpack/dist/browser/signalr-protocol-msgpack.js"];
const endings = [];
let browser, page;

before(async () => {
    browser = await launch();
    ({ page } = await Window.open(null, browser));
    await page.goto(`http://localhost:${await otherOrigin({ after: (ending) => endings.push(ending) })}/`);
    for (const file of packages) {
        await page.addScriptTag({ path: `node_modules/@microsoft/${file}` });
    }
    // A site is a name, whatever its port: so the page is of the server's site, and has its cookies.
    const url = apiUrl.replace("127.0.0.1", "localhost");
    const token = await tokenOf(newUsers("anna")[0], ["user"]);
    await page.evaluate(
        async (server) => {
            const inner = (name) => import(`/node_modules/@microsoft/signalr/dist/esm/${name}`); // as they import each other
            const names = ["FetchHttpClient", "XhrHttpClient", "HttpConnection", "Errors", "Utils"];
            const parts = Object.assign({}, ...(await Promise.all(names.map(inner))));
            const [{ Bench }, { play }] = await Promise.all([import("/functional/bench.mjs"), import("/functional/cases.mjs")]);
            const { MessagePackHubProtocol } = signalR.protocols.msgpack;
            const given = { signalR, parts, MessagePackHubProtocol, WebSocket, ...server };
            globalThis.play = (title, mode) => play(title, new Bench({ ...given, mode }));
        },
        { url, token },
    );
});
after(async () => {
    await browser.close();
    endings.forEach((ending) => ending());
});

for (const { name, title, mode } of table("Chromium", apiUrl.startsWith("https:"))) {
    test(name, within, () => page.evaluate(([title, mode]) => play(title, mode), [title, mode]));
}
