import { readFile } from "node:fs/promises";
import http from "node:http";
import { extname } from "node:path";

const root = new URL("../../../../", import.meta.url);
const folders = {
    "/node_modules/": new URL("node_modules/", root),
    "/conformance/": new URL("src/test/js/conformance/", root),
    "/functional/": new URL("src/test/js/functional/", root),
    "/seeds/": new URL("src/test/js/seeds/", root),
    "/": new URL("src/main/webapp/", root),
};
const page = `<!doctype html><meta charset="utf-8"><title>Another origin</title>
<script type="importmap">{"imports": {"@microsoft/signalr": "/node_modules/@microsoft/signalr/dist/esm/index.js"}}</script>`;

/**
 * A front end's own server, such as a development server of Vite: an empty page on another origin that resolves
 * `@microsoft/signalr` to the package's ES modules. Answers its port; closed after the test.
 */
export async function otherOrigin(t) {
    const server = http.createServer(async (request, response) => {
        try {
            const { type, content } = await find(new URL(request.url, "http://localhost").pathname);
            response.writeHead(200, { "Content-Type": type }).end(content);
        } catch {
            response.writeHead(404).end();
        }
    });
    await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
    t.after(() => {
        server.close();
        server.closeAllConnections();
    });
    return server.address().port;
}

async function find(path) {
    if (path === "/") {
        return { type: "text/html", content: page };
    }
    const [prefix, folder] = Object.entries(folders).find(([prefix]) => path.startsWith(prefix));
    // The package's modules name each other without an extension, as bundlers allow.
    const file = extname(path) ? path : `${path}.js`;
    return { type: "text/javascript", content: await readFile(new URL(file.slice(prefix.length), folder)) };
}
