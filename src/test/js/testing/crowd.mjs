/** So many user ids: `user-00000` and on. */
export function crowd(size) {
    return Array.from({ length: size }, (_, i) => `user-${String(i).padStart(5, "0")}`);
}

/** Has the presence hub tell this page of many more users than there are. */
export async function crowded(page, users) {
    await page.routeWebSocket(/\/hubs\/presence/, (near) => {
        const far = near.connectToServer();
        far.onMessage((data) => near.send(data.split("\x1e").map((record) => enlarged(record, users)).join("\x1e")));
    });
}

function enlarged(record, users) {
    if (!record.includes('"GetOnlineUsers"')) {
        return record;
    }
    const message = JSON.parse(record);
    // Without those of other tests, who come and go.
    const [online] = message.arguments;
    return JSON.stringify({ ...message, arguments: [[...online.filter((id) => id.startsWith("anna-")).slice(-1), ...users]] });
}
