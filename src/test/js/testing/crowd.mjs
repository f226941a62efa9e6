/** So many user ids: `user-00000` and on. */
export function crowd(size) {
    return Array.from({ length: size }, (_, i) => `user-${String(i).padStart(5, "0")}`);
}

/** Has the console hub tell this page of many more users than there are, by itself and when it is asked. */
export async function crowded(page, users) {
    await page.routeWebSocket(/\/presencehub\/console/, (near) => {
        const far = near.connectToServer();
        const asked = new Set();
        near.onMessage((data) => {
            const question = /"invocationId":"(\d+)"[^}]*"target":"GetOnlineUsers"/.exec(data) ?? [];
            asked.add(question[1]);
            far.send(data);
        });
        far.onMessage((data) => near.send(data.split("\x1e").map((record) => enlarged(record, asked, users)).join("\x1e")));
    });
}

function enlarged(record, asked, users) {
    const message = record === "" ? {} : JSON.parse(record);
    // Without those of other tests, who come and go.
    const among = (online) => [...online.filter((id) => id.startsWith("anna-")).slice(-1), ...users];
    if (message.target === "GetOnlineUsers") {
        return JSON.stringify({ ...message, arguments: [among(message.arguments[0])] });
    }
    return asked.has(message.invocationId) && message.type === 3 ? JSON.stringify({ ...message, result: among(message.result) }) : record;
}
