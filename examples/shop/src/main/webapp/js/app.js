// The page: who is online, talk, orders and notices, live. All URLs are relative, so it works under any context path.
// lib/signalr.min.js is no module; the page loads it before this one.
const { signalR } = globalThis;

const ROOM = "tea";

const element = (id) => document.getElementById(id);
const euros = (cents) => new Intl.NumberFormat("en", { style: "currency", currency: "EUR" }).format(cents / 100);

async function fetchJson(path, method = "GET") {
    const response = await fetch(path, { method });
    if (!response.ok) {
        const { error = `${response.status}` } = await response.json().catch(() => ({}));
        throw new Error(error);
    }
    return response.json();
}

function entry(text) {
    const item = document.createElement("li");
    item.textContent = text;
    return item;
}

function log(id, text) {
    const list = element(id);
    list.append(entry(text));
    list.scrollTop = list.scrollHeight;
}

const notice = (text) => log("notices", text);
const complaint = (error) => notice(error.message);

// No token: the session's cookie comes with every request and every WebSocket of the page's own server.
const connect = (path) => new signalR.HubConnectionBuilder().withUrl(path).withAutomaticReconnect().build();

function showOnline(users) {
    element("online").replaceChildren(...users.toSorted().map(entry));
}

async function showOrders(clerk) {
    const orders = await fetchJson("api/orders");
    element("orders").replaceChildren(...orders.map((order) => row(order, clerk)));
}

function row(order, clerk) {
    const line = document.createElement("tr");
    const what = order.lines.map(({ quantity, product }) => `${quantity} × ${product}`).join(", ");
    for (const text of [order.id, order.customer, what, euros(order.totalCents), order.status.toLowerCase()]) {
        line.insertCell().textContent = text;
    }
    if (clerk && order.status === "OPEN") {
        const approve = document.createElement("button");
        approve.textContent = "Approve";
        approve.addEventListener("click", () => fetchJson(`api/orders/${order.id}/approve`, "POST").catch(complaint));
        line.lastElementChild.replaceChildren(approve);
    }
    return line;
}

async function openShop({ clerk }) {
    const hub = connect("hubs/shop");
    const refresh = () => showOrders(clerk).catch(complaint);

    // What Presence.arrived() subscribes to: the whole list at once and now and then, and each change.
    const online = new Set();
    hub.on("GetOnlineUsers", (users) => {
        online.clear();
        users.forEach((user) => online.add(user));
        showOnline([...online]);
    });
    hub.on("UserIsOnline", (user) => showOnline([...online.add(user)]));
    hub.on("UserIsOffline", (user) => {
        online.delete(user);
        showOnline([...online]);
    });

    // Directed messages arrive as component_method.
    hub.on("Orders_Approved", ({ id, totalCents }) => {
        notice(`Your order ${id} over ${euros(totalCents)} is approved.`);
        refresh();
    });
    hub.on("Notices_Written", (text) => notice(text));

    // The methods of the Java interface ShopClient.
    hub.on("orderApproved", refresh);
    hub.on("announced", (from, text) => notice(`${from}: ${text}`));

    const status = (text) => (element("status").textContent = text);
    const listen = () =>
        hub.stream("prices").subscribe({
            next: ({ cents }) => (element("price").textContent = euros(cents)),
            complete() {},
            error() {}, // the connection is lost, and another one listens anew
        });
    hub.onreconnecting(() => status("Connecting again …"));
    hub.onreconnected(() => {
        status("Connected");
        listen();
    });
    hub.onclose(() => status("Not connected"));
    await hub.start();
    status("Connected");
    listen();
    await refresh();

    element("announce").hidden = !clerk;
    element("announce").addEventListener("submit", (event) => {
        event.preventDefault();
        hub.invoke("announce", element("announcement").value).catch(complaint);
        event.target.reset();
    });
}

async function openChat() {
    const hub = connect("hubs/chat");
    const show = ({ from, text }) => log("posts", `${from}: ${text}`);

    hub.on("posted", show);
    hub.on("entered", (room, user) => log("posts", `${user} is here`));
    hub.on("confirm", (question) => window.confirm(question)); // what is returned is the answer to the server
    hub.onreconnected(() => hub.invoke("enter", ROOM)); // groups end with the connection
    await hub.start();
    hub.stream("history", ROOM).subscribe({ next: show, complete() {}, error: complaint });
    await hub.invoke("enter", ROOM);

    element("post").addEventListener("submit", (event) => {
        event.preventDefault();
        post(hub, element("text").value).catch(complaint);
        event.target.reset();
    });
    element("leave").addEventListener("click", async () => {
        if (await hub.invoke("leave", ROOM)) {
            await hub.stop();
            showChat(false);
            log("posts", "You have left.");
        }
    });
    showChat(true); // no sooner: a form that nobody listens to loads the page again
}

function showChat(open) {
    element("post").hidden = !open;
    element("leave").hidden = !open;
}

// Several lines go as a stream, and arrive as one post.
function post(hub, text) {
    const lines = text.split("\n");
    if (lines.length === 1) {
        return hub.invoke("post", ROOM, text);
    }
    const dictation = new signalR.Subject();
    const count = hub.invoke("dictate", ROOM, dictation);
    lines.forEach((line) => dictation.next(line));
    dictation.complete();
    return count;
}

const me = await fetchJson("api/me");
const known = me.user !== "";
element("stranger").hidden = known;
element("welcome").hidden = known;
element("user").hidden = !known;
element("desk").hidden = !known;
if (known) {
    element("me").textContent = me.user;
    await Promise.all([openShop(me), openChat()]).catch(complaint);
}
