// Runs in Node and in browsers.
import { collected, equal, fails, unique, until } from "./claims.mjs";

/** What every transport has to do with every protocol. Each cell of the matrix is one of these names. */
export const FEATURES = [
    "invoke",
    "send",
    "receive",
    "stream down",
    "stream up",
    "cancel",
    "error",
    "client result",
    "group",
    "reconnect",
    "unauthorized",
];

/** How a feature is proved. Each is given a `Party`, and throws where the server is wrong. */
export const proofs = {
    async "invoke"(party) {
        const member = await party.member();
        equal(await member.invoke("Concat", "a", 7), "a7");
        const value = { text: "é\u{1f600}", list: [1, -2.5, null, true, []], nested: { empty: {} } };
        equal(await member.invoke("Echo", value), value);
        equal(await member.invoke("Echo", null), null);
        equal(await member.invoke("WhoAmI"), party.user);
        equal(await member.invoke("MyConnectionId"), member.connectionId);
        await member.invoke("Nothing");
        await member.invoke("Later", 1);
    },

    async "send"(party) {
        const member = await party.member();
        const [first, second] = [unique(), unique()];
        await member.send("ToUser", party.user, first);
        await member.send("NoSuchMethod"); // nobody asked, so nobody is told
        await member.send("ToUser", party.user, second);
        await until(() => member.heard.includes(second), "what was sent comes back");
        equal(member.heard.slice(-2), [first, second]);
    },

    async "receive"(party) {
        const [member, neighbour] = [await party.member(), await party.neighbour()];
        const texts = Array.from({ length: 20 }, unique);
        await Promise.all(texts.map((text) => neighbour.send("ToOthers", text)));
        await until(() => member.heard.includes(texts.at(-1)), "what the other sent last is heard");
        equal(member.heard.filter((text) => texts.includes(text)), texts);
        equal(await neighbour.invoke("Echo", "last"), "last"); // behind whatever else it is told
        equal(neighbour.heard.filter((text) => texts.includes(text)), []);
    },

    async "stream down"(party) {
        const member = await party.member();
        const [slow, empty, fast] = await Promise.all([
            collected(member.stream("Counter", 3, 20)),
            collected(member.stream("Counter", 0, 0)),
            collected(member.stream("Counter", 100, 0)),
        ]);
        equal([slow, empty], [[0, 1, 2], []]);
        equal(fast, Array.from({ length: 100 }, (_, i) => i));
    },

    async "stream up"(party) {
        const member = await party.member();
        const [numbers, texts] = [new party.Subject(), new party.Subject()];
        const [sum, echo] = [member.invoke("Sum", numbers), collected(member.stream("EchoStream", texts))];
        for (let i = 1; i <= 30; i++) {
            numbers.next(i);
            texts.next(`${i}`);
        }
        numbers.complete();
        texts.complete();
        equal(await sum, 465);
        equal(await echo, Array.from({ length: 30 }, (_, i) => `${i + 1}`));
    },

    async "cancel"(party) {
        const member = await party.member();
        const before = member.seen.length;
        const first = await new Promise((next, error) => {
            const subscription = member.stream("Counter", 1_000_000, 5).subscribe({
                next: (item) => {
                    subscription.dispose();
                    next(item);
                },
                error,
                complete: () => error(new Error("Nobody cancelled")),
            });
        });
        equal(first, 0);
        const completions = () => member.seen.slice(before).filter(({ type }) => type === 3);
        await until(() => completions().length > 0, "the server says that the stream has ended");
        equal(completions().map(({ error }) => error ?? null), [null]);
        equal(await member.invoke("Echo", "alive"), "alive");
    },

    async "error"(party) {
        const member = await party.member();
        const base = "An unexpected error occurred invoking 'ThrowHub' on the server.";
        await fails(member.invoke("ThrowHub", "on purpose"), `${base} HubException: on purpose`);
        await fails(
            member.invoke("NoSuchMethod"),
            "Failed to invoke 'NoSuchMethod' due to an error on the server. HubException: Method does not exist.",
        );
        const stream = collected(member.stream("FailingStream"));
        await fails(stream, "An error occurred on the server while streaming results. HubException: stream broke");
        equal((await stream.catch(({ items }) => items)), [1]);
        const upload = new party.Subject();
        const sum = member.invoke("Sum", upload);
        upload.next(1);
        upload.error("gave up");
        await fails(sum, /An unexpected error occurred invoking 'Sum' on the server\. .*gave up/);
        equal(await member.invoke("Echo", "alive"), "alive");
    },

    async "client result"(party) {
        const member = await party.member();
        let answer = (question) => `${question} answered`;
        member.on("Answer", (question) => answer(question));
        equal(await member.invoke("AskMe", "question"), "question answered");
        answer = async () => {
            throw new Error("no idea");
        };
        await fails(
            member.invoke("AskMe", "question"),
            "An unexpected error occurred invoking 'AskMe' on the server. HubException: Error: no idea",
        );
        answer = async (question) => member.invoke("Echo", `${question} within`);
        equal(await member.invoke("AskMe", "question"), "question within");
        member.off("Answer");
    },

    async "group"(party) {
        const [member, neighbour] = [await party.member(), await party.neighbour()];
        const [group, inside, outside, last] = [unique(), unique(), unique(), unique()];
        await member.invoke("Join", group);
        await neighbour.invoke("ToGroup", group, inside);
        await member.invoke("Leave", group);
        await neighbour.invoke("ToGroup", group, outside);
        await neighbour.invoke("ToUser", party.user, last);
        await until(() => member.heard.includes(last), "the last message is heard");
        equal(member.heard.filter((text) => [inside, outside, last].includes(text)), [inside, last]);
        equal(neighbour.heard.filter((text) => [inside, outside, last].includes(text)), []);
    },

    async "reconnect"(party) {
        await (party.transport === "WebSockets" ? resumes(party) : connectsAnew(party));
    },

    async "unauthorized"(party) {
        const [member, stranger] = [await party.member(), await party.stranger()];
        equal(await member.invoke("Secret"), `secret of ${party.user}`);
        equal(await stranger.invoke("WhoAmI"), null);
        await fails(stranger.invoke("Secret"), "Failed to invoke 'Secret' because user is unauthorized");
        equal(await stranger.invoke("Echo", "alive"), "alive");
        await fails(party.builder({ path: "/hubs/presence" }).build().start(), /Status code '401'/);
    },
};

/** The line breaks, and the connection goes on: nothing lost, nothing doubled, id, group and stream kept. */
async function resumes(party) {
    const [group, before, during, after] = [unique(), unique(), unique(), unique()];
    const neighbour = await party.neighbour();
    const connection = await party.start(party.cabled().withStatefulReconnect());
    const { connectionId } = connection;
    let [reconnects, closed] = [0, false];
    connection.onreconnecting(() => reconnects++);
    connection.onclose(() => (closed = true));
    try {
        await connection.invoke("Join", group);
        await neighbour.invoke("ToGroup", group, before);
        const upload = new party.Subject();
        const [counted, sum] = [collected(connection.stream("Counter", 40, 10)), connection.invoke("Sum", upload)];
        upload.next(1);
        await until(() => connection.heard.includes(before), "the group is heard before the cut");
        await party.line.cut();
        const asked = connection.invoke("MyConnectionId");
        upload.next(2);
        await neighbour.invoke("ToGroup", group, during);
        await until(() => connection.heard.includes(during), "what was sent during the cut is heard after it");
        await party.line.cut();
        upload.next(3);
        upload.complete();
        equal(await asked, connectionId);
        equal(await counted, Array.from({ length: 40 }, (_, i) => i));
        equal(await sum, 6);
        await neighbour.invoke("ToGroup", group, after);
        await until(() => connection.heard.includes(after), "the group is heard after the cut");
        equal(connection.heard, [before, during, after]);
        equal([reconnects, closed, connection.connectionId], [0, false, connectionId]);
    } finally {
        await connection.stop();
    }
}

/** The line breaks, and the client connects anew: with another id, and what it does then works. */
async function connectsAnew(party) {
    const connection = await party.start(party.cabled().withAutomaticReconnect([50, 100, 200, 400, 800]));
    const { connectionId } = connection;
    const reconnected = new Promise((resolve, reject) => {
        connection.onreconnected(resolve);
        connection.onclose((error) => reject(error ?? new Error("closed")));
    });
    reconnected.catch(() => {}); // looked at below, or never
    try {
        const pending = collected(connection.stream("Counter", 1_000_000, 10));
        await until(() => connection.seen.some(({ type }) => type === 2), "the stream flows");
        await party.line.pull(); // a browser asks again by itself where a poll is merely cut off
        await fails(pending, /./);
        await party.line.plug();
        const anew = await reconnected;
        equal([anew === connectionId, anew], [false, await connection.invoke("MyConnectionId")]);
        equal(await connection.invoke("WhoAmI"), party.user);
    } finally {
        await connection.stop();
    }
}
