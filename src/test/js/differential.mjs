// Plays the same scripts against two SignalR servers and says where what the clients saw differs.
import { address, command, Hindrance, requireHub, words } from "./commands/command.mjs";
import { keyOption, Tokens } from "./commands/tokens.mjs";
import { connectsWith, differences } from "./differential/comparison.mjs";
import { expected } from "./differential/expected.mjs";
import { Player } from "./differential/player.mjs";
import { scripts } from "./differential/scripts.mjs";

const HUBS = ["conformance", "hubs/presence"];

await command(
    {
        start: "npm run differential --",
        does: "Plays the same scripts against two SignalR servers, and lists where the answers differ.",
        takes: {
            REFERENCE: { says: "the server that is right: with an open hub at conformance, one at hubs/presence, and detailed errors", read: address },
            SERVER: { says: "the server that is compared with it, with the same hubs", read: address },
            WORDS: { says: "play only the scripts whose titles have all these words", read: words, optional: true, rest: true },
            "--key": keyOption,
        },
        example: "npm run differential -- http://127.0.0.1:9090/ http://127.0.0.1:8080/ --key private.pem",
    },
    async ({ reference, server, words, key }) => {
        const players = [];
        for (const url of [reference, server]) {
            const tokens = new Tokens(url, key);
            const token = await tokens.of("anna", ["user"]);
            for (const hub of HUBS) {
                await requireHub(url, hub, token);
            }
            players.push(new Player(url.replace(/\/$/, ""), (user, roles) => tokens.of(user, roles)));
        }
        return compare(players, words);
    },
);

async function compare(players, words) {
    const spoken = await Promise.all(players.map((player) => connectsWith(player, "messagepack")));
    if (!spoken.every(Boolean)) {
        console.log(`MessagePack is spoken by ${spoken.some(Boolean) ? "one" : "none"} of the two: it is compared with the other's JSON, or not at all.`);
    }
    const all = scripts(spoken).filter(({ title }) => words.every((word) => title.includes(word)));
    if (all.length === 0) {
        throw new Hindrance(`No title of a script has ${words.map((word) => `'${word}'`).join(" and ")} in it.`);
    }
    const found = await differences(all, players);
    const surprises = found.filter((each) => !each.explain(expected));
    found.forEach((each) => console.log(`${each}\n`));
    console.log(`${all.length} scripts, ${found.length} differences, ${surprises.length} of them not expected`);
    for (const { reason, uses } of expected.filter(({ uses }) => uses > 0)) {
        console.log(`  ${uses} x ${reason}`);
    }
    return surprises.length > 0 ? 1 : 0;
}
