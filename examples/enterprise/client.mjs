// A user on the command line: node client.mjs anna [URL]. The secret is that of README.md.
import { createHmac } from "node:crypto";
import { HubConnectionBuilder } from "@microsoft/signalr";

const [user = "anna", url = "http://127.0.0.1:8080/desk/hubs/desk"] = process.argv.slice(2);
const secret = process.env.PRESENCEHUB_JWT_SECRET ?? "0123456789abcdef0123456789abcdef";

// What an identity provider would give: who it is, and until when.
function token() {
    const encode = (part) => Buffer.from(JSON.stringify(part)).toString("base64url");
    const inFiveMinutes = Math.floor(Date.now() / 1000) + 300;
    const text = `${encode({ alg: "HS256", typ: "JWT" })}.${encode({ upn: user, exp: inFiveMinutes })}`;
    return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}

const hub = new HubConnectionBuilder().withUrl(url, { accessTokenFactory: token }).withAutomaticReconnect().build();
for (const event of ["GetOnlineUsers", "UserIsOnline", "UserIsOffline", "Desk_Told"]) {
    hub.on(event, (...values) => console.log(event, ...values));
}
await hub.start();
console.log(`${user} is online; Ctrl-C ends it.`);
