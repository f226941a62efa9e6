// What is asked by HTTP. `$id` is the connection token of the last negotiation.

const EVENTS = { Accept: "text/event-stream" };
const UPGRADE = { Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "c2l4dGVlbiBieXRlcyBpdA==" };
const SHAKE = '{"protocol":"json","version":1}\x1e';
const negotiations = [
    "", "?negotiateVersion=0", "?negotiateVersion=1", "?negotiateVersion=2", "?negotiateVersion=-1", "?negotiateVersion=",
    "?negotiateVersion=1.0", "?negotiateVersion=one", "?negotiateVersion=99999999999", "?negotiateVersion=1&negotiateVersion=1",
    "?NEGOTIATEVERSION=1", "?negotiateVersion=%201", "?negotiateVersion=1&id=stray", "?negotiateVersion=1&useStatefulReconnect=true",
    "?negotiateVersion=1&useStatefulReconnect=TRUE", "?negotiateVersion=1&useStatefulReconnect=1",
    "?negotiateVersion=0&useStatefulReconnect=true",
];
const verbs = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"];
const roles = [
    ["poll", { method: "GET" }],
    ["events", { method: "GET", headers: EVENTS }],
    ["post", { method: "POST", body: "" }],
    ["delete", { method: "DELETE" }],
];
const ids = { "no id": "", "an empty id": "?id=", "an unknown id": "?id=unknownunknownunknown1" };

export const requests = [
    ...negotiations.map((query) => ({ name: `negotiate${query}`, requests: [{ method: "POST", at: `/negotiate${query}` }] })),
    { name: "negotiate with a slash behind", requests: [{ method: "POST", at: "/negotiate/?negotiateVersion=1" }] },
    { name: "negotiate with a body", requests: [{ method: "POST", at: "/negotiate?negotiateVersion=1", body: "x", headers: { "Content-Type": "text/x" } }] },
    ...verbs
        .filter((verb) => verb !== "POST")
        .map((method) => ({ name: `${method} of negotiate`, requests: [{ method, at: "/negotiate?negotiateVersion=1" }] })),
    ...["PUT", "HEAD", "OPTIONS", "PATCH"].map((method) => ({ name: `${method} of the hub`, requests: [{ method, at: "" }] })),
    ...roles.flatMap(([role, request]) =>
        Object.entries(ids).map(([which, at]) => ({ name: `${role} with ${which}`, requests: [{ ...request, at }] })),
    ),
    ...["/negotiate?negotiateVersion=1", "", "?id=unknownunknownunknown1"].map((at) => ({
        name: `no token: POST ${at}`,
        path: "/hubs/presence",
        requests: [{ method: "POST", at }],
    })),
    ...[
        ["a poll", { method: "GET" }],
        ["events", { method: "GET", headers: EVENTS }],
        ["an upgrade", { method: "GET", headers: UPGRADE }],
        ["a delete", { method: "DELETE" }],
    ].map(([role, request]) => ({
        name: `no token for ${role}`,
        path: "/hubs/presence",
        user: "$anna",
        requests: [{ negotiate: "?negotiateVersion=1" }, { ...request, at: "?id=$id", as: "" }],
    })),
    { name: "an upgrade with an unknown id", requests: [{ method: "GET", at: "?id=unknownunknownunknown1", headers: UPGRADE }] },
    { name: "a bad token", requests: [{ method: "POST", at: "/negotiate?negotiateVersion=1", headers: { Authorization: "Bearer a.b.c" } }], path: "/hubs/presence" },
    {
        name: "a connection is told by its token, not by its id",
        requests: [{ negotiate: "?negotiateVersion=1" }, { method: "POST", at: "?id=$connection", body: SHAKE }],
    },
    { name: "DELETE before the first poll", requests: [{ negotiate: "?negotiateVersion=1" }, { method: "DELETE", at: "?id=$id" }, { method: "GET", at: "?id=$id" }] },
    { name: "POST before the first poll", requests: [{ negotiate: "?negotiateVersion=1" }, { method: "POST", at: "?id=$id", body: SHAKE }, { method: "GET", at: "?id=$id" }, { method: "GET", at: "?id=$id" }] },
    {
        name: "a long poll from its beginning to its end",
        requests: [
            { negotiate: "?negotiateVersion=1" },
            { method: "GET", at: "?id=$id" },
            { method: "GET", at: "?id=$id", hold: true },
            { method: "POST", at: "?id=$id", body: SHAKE },
            { method: "POST", at: "?id=$id", body: '{"type":1,"invocationId":"1","target":"Concat","arguments":["a",1]}\x1e' },
            { method: "GET", at: "?id=$id" },
            { method: "DELETE", at: "?id=$id" },
            { method: "DELETE", at: "?id=$id" },
            { method: "GET", at: "?id=$id" },
            { method: "POST", at: "?id=$id", body: '{"type":7}\x1e' },
        ],
    },
    {
        name: "events from their beginning",
        requests: [
            { negotiate: "?negotiateVersion=1" },
            { method: "GET", at: "?id=$id", headers: EVENTS, hold: true },
            { method: "POST", at: "?id=$id", body: SHAKE },
            { method: "POST", at: "?id=$id", body: '{"type":1,"invocationId":"1","target":"Concat","arguments":["a",1]}\x1e' },
            { method: "GET", at: "?id=$id", headers: EVENTS },
            { method: "DELETE", at: "?id=$id" },
            { method: "GET", at: "?id=$id" },
        ],
    },
    {
        name: "DELETE while a poll waits",
        requests: [
            { negotiate: "?negotiateVersion=1" },
            { method: "GET", at: "?id=$id" },
            { method: "POST", at: "?id=$id", body: SHAKE },
            { method: "GET", at: "?id=$id" },
            { method: "GET", at: "?id=$id", hold: true },
            { method: "DELETE", at: "?id=$id" },
        ],
    },
    {
        name: "a second poll ends the first",
        requests: [
            { negotiate: "?negotiateVersion=1" },
            { method: "GET", at: "?id=$id" },
            { method: "POST", at: "?id=$id", body: SHAKE },
            { method: "GET", at: "?id=$id" },
            { method: "GET", at: "?id=$id", hold: true, label: " (first)" },
            { method: "GET", at: "?id=$id", hold: true, label: " (second)" },
            { method: "POST", at: "?id=$id", body: '{"type":1,"invocationId":"1","target":"WhoAmI","arguments":[]}\x1e' },
        ],
    },
    {
        name: "a failed handshake over long polling",
        requests: [
            { negotiate: "?negotiateVersion=1" },
            { method: "GET", at: "?id=$id" },
            { method: "POST", at: "?id=$id", body: '{"protocol":"none","version":1}\x1e' },
            { method: "GET", at: "?id=$id" },
            { method: "GET", at: "?id=$id" },
        ],
    },
    {
        name: "no other transport for a connection that polls",
        requests: [
            { negotiate: "?negotiateVersion=1" },
            { method: "GET", at: "?id=$id" },
            { method: "GET", at: "?id=$id", headers: EVENTS },
            { method: "GET", at: "?id=$id", headers: UPGRADE },
        ],
    },
    ...[
        ["without a key", { "Sec-WebSocket-Key": undefined }],
        ["of version 12", { "Sec-WebSocket-Version": "12" }],
    ].map(([how, spoilt]) => ({
        name: `an upgrade ${how}`,
        requests: [
            { negotiate: "?negotiateVersion=1" },
            { method: "GET", at: "?id=$id", headers: Object.fromEntries(Object.entries({ ...UPGRADE, ...spoilt }).filter(([, value]) => value)) },
        ],
    })),
    ...["text/event-stream;q=0.5", "TEXT/EVENT-STREAM", "text/html, text/event-stream"].map((Accept) => ({
        name: `Accept: ${Accept}`,
        requests: [{ negotiate: "?negotiateVersion=1" }, { method: "GET", at: "?id=$id", headers: { Accept } }],
    })),
];
