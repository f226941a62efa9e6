/** So many user ids: `user-00000` and on. */
export function crowd(size) {
    return Array.from({ length: size }, (_, i) => `user-${String(i).padStart(5, "0")}`);
}

/** Has the console hub tell this page of its own user and of many more than there are, by itself and when it is asked. */
export async function crowded(page, users, me) {
    await page.routeWebSocket(/\/presencehub\/console/, (near) => {
        const far = near.connectToServer();
        const asked = new Set();
        near.onMessage((data) => {
            for (const record of data.split("\x1e").filter((each) => each.includes('"GetOnlineUsers"'))) {
                asked.add(JSON.parse(record).invocationId);
            }
            far.send(data);
        });
        far.onMessage((data) => near.send(data.split("\x1e").map((record) => enlarged(record, asked, [me, ...users])).join("\x1e")));
    });
}

function enlarged(record, asked, users) {
    const message = record === "" ? {} : JSON.parse(record);
    // Without those of other tests, who come and go.
    if (message.target === "GetOnlineUsers") {
        return JSON.stringify({ ...message, arguments: [users] });
    }
    return asked.has(message.invocationId) && message.type === 3 ? JSON.stringify({ ...message, result: users }) : record;
}
