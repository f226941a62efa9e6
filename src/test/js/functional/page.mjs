import { apiUrl, newUsers, tokenOf } from "../testing/server.mjs";

const packages = ["signalr/dist/browser/signalr.js", "signalr-protocol-msgpack/dist/browser/signalr-protocol-msgpack.js"];

/** Has a page at this address play the cases: `play(title, mode)` is global there. The page is of any driver that is like Playwright's. */
export async function open(page, address) {
    await page.goto(address);
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
}
