// Ends of WebSockets, and connections that outlive theirs.

const RS = "\x1e";
const call = (invocationId, target = "WhoAmI", args = []) => ({ type: 1, invocationId, target, arguments: args });
const resumable = { resumable: true, version: 2 };

export const ends = [
    ...[0, 1000, 1001, 1011, 3000, 4999].map((code) => ({ name: `a WebSocket closed with ${code || "no code"}`, steps: [{ close: code }, { ended: true }] })),
    { name: "a WebSocket frame that is not masked", steps: [{ frame: "810548656c6c6f" }, { ended: true }] },
    { name: "a WebSocket frame with a reserved bit", steps: [{ frame: "c18000000000" }, { ended: true }] },
    { name: "a WebSocket frame of an unknown kind", steps: [{ frame: "838000000000" }, { ended: true }] },
    { name: "a WebSocket continuation of nothing", steps: [{ frame: "808000000000" }, { ended: true }] },
    { name: "a WebSocket text that is no UTF-8", steps: [{ frame: "818100000000ff" }, { ended: true }] },
    { name: "a WebSocket close with code 1005", steps: [{ frame: "88820000000003ed" }, { ended: true }] },
    { name: "a WebSocket ping", steps: [{ frame: "898000000000" }, { say: call("1") }] },
    { name: "a hub close with a call behind", steps: [{ raw: `{"type":7}${RS}{"type":1,"invocationId":"1","target":"WhoAmI","arguments":[]}${RS}` }, { ended: true }] },

    { name: "resumable: a call", ...resumable, everyProtocol: true, steps: [{ say: call("1") }, { heard: 1 }] },
    {
        name: "resumable: acknowledged within two seconds",
        ...resumable,
        everyProtocol: true,
        steps: [{ say: call("1") }, { say: call("2") }, { acked: 2 }],
    },
    {
        name: "resumable: cut and resumed, nothing acknowledged",
        ...resumable,
        everyProtocol: true,
        steps: [{ say: call("1") }, { heard: 1 }, { cut: true }, { resume: true }, { say: { type: 9, sequenceId: 2 } }, { heard: 3 }],
    },
    {
        name: "resumable: cut and resumed, all acknowledged",
        ...resumable,
        everyProtocol: true,
        steps: [{ say: call("1") }, { heard: 1 }, { say: { type: 8, sequenceId: 1 } }, { quiet: 100 }, { cut: true }, { resume: true }, { say: { type: 9, sequenceId: 2 } }, { heard: 2 }],
    },
    {
        name: "resumable: what was processed is not processed again",
        ...resumable,
        steps: [
            { say: call("1", "ToUser", ["$anna", "$group once"]) }, { heard: 2 }, { say: { type: 8, sequenceId: 2 } }, { quiet: 100 }, { cut: true }, { resume: true },
            { say: { type: 9, sequenceId: 1 } }, { say: call("1", "ToUser", ["$anna", "$group once"]) }, { say: call("2", "ToUser", ["$anna", "$group twice"]) }, { heard: 5 },
        ],
    },
    {
        name: "resumable: what came during the gap comes after it",
        ...resumable,
        steps: [
            { say: call("1", "Join", ["$group"]) }, { heard: 1 }, { say: { type: 8, sequenceId: 1 } }, { quiet: 100 }, { cut: true },
            { by: "bob", say: call("1", "ToGroup", ["$group", "$group meanwhile"]) }, { by: "bob", heard: 1 },
            { resume: true }, { say: { type: 9, sequenceId: 2 } }, { heard: 3 },
        ],
    },
    { name: "resumable: a sequence on the first socket", ...resumable, steps: [{ say: { type: 9, sequenceId: 1 } }] },
    { name: "resumable: a sequence too high", ...resumable, steps: [{ say: call("1") }, { heard: 1 }, { cut: true }, { resume: true }, { say: { type: 9, sequenceId: 9 } }] },
    { name: "resumable: a sequence of 0", ...resumable, steps: [{ say: call("1") }, { heard: 1 }, { cut: true }, { resume: true }, { say: { type: 9, sequenceId: 0 } }] },
    { name: "resumable: a negative sequence", ...resumable, steps: [{ say: call("1") }, { heard: 1 }, { cut: true }, { resume: true }, { say: { type: 9, sequenceId: -1 } }] },
    { name: "resumable: an ack beyond what was sent", ...resumable, steps: [{ say: call("1") }, { heard: 1 }, { say: { type: 8, sequenceId: 99 } }] },
    { name: "resumable: an ack of 0", ...resumable, steps: [{ say: { type: 8, sequenceId: 0 } }] },
    { name: "resumable: a handshake after a resume", ...resumable, steps: [{ say: call("1") }, { heard: 1 }, { cut: true }, { resume: true }, { raw: `{"protocol":"json","version":2}${RS}` }] },
    { name: "resumable: no resume after a WebSocket close", ...resumable, steps: [{ close: 1000 }, { ended: true }, { quiet: 500 }, { resume: true }] },
    { name: "resumable: no resume after a hub close", ...resumable, steps: [{ say: { type: 7 } }, { ended: true }, { quiet: 500 }, { resume: true }] },
    { name: "resumable: no resume after an abort", ...resumable, steps: [{ say: call("1", "AbortMe") }, { ended: true }, { quiet: 500 }, { resume: true }] },
    { name: "resumable: agreed, but a handshake of version 1", resumable: true, version: 1, steps: [{ say: call("1") }, { heard: 1 }, { cut: true }, { resume: true }] },
    { name: "not resumable: cut and opened again", steps: [{ say: call("1") }, { heard: 1 }, { cut: true }, { quiet: 500 }, { resume: true }] },
];
