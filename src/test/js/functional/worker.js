// A worker of a page, with the client in it: tells the page what the hub tells it.
importScripts("/node_modules/@microsoft/signalr/dist/webworker/signalr.js");

onmessage = async ({ data: { url, message } }) => {
    const connection = new signalR.HubConnectionBuilder().withUrl(url).build();
    connection.on("message", async (heard) => {
        await connection.stop();
        postMessage(heard);
    });
    await connection.start();
    await connection.invoke("invokeWithString", message);
};
