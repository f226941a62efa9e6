// Plays the same scripts against two SignalR servers and says where what the clients saw differs.
//
//     npm run differential -- REFERENCE SERVER [words of the scripts to play]
//
// Both are addresses of servers with the conformance hub at /conformance (open) and a hub at /hubs/presence (token required). Both
// show detailed errors, and trust tokens signed with the RSA key whose PEM file PRESENCEHUB_TEST_KEY names (issuer
// https://issuer.test, audience presencehub). Ends with 1 if there is a difference that differential/expected.mjs does not explain.
import { connectsWith, differences } from "./differential/comparison.mjs";
import { expected } from "./differential/expected.mjs";
import { Player } from "./differential/player.mjs";
import { scripts } from "./differential/scripts.mjs";
import { tokenOf } from "./testing/server.mjs";

const [reference, server, ...words] = process.argv.slice(2).map((argument) => argument.replace(/\/$/, ""));
if (!reference?.startsWith("http") || !server?.startsWith("http") || !process.env.PRESENCEHUB_TEST_KEY) {
    console.error("Needs two addresses, and the key both servers trust: PRESENCEHUB_TEST_KEY=key.pem npm run differential -- REFERENCE SERVER");
    process.exit(2);
}

const players = [reference, server].map((base) => new Player(base, tokenOf));
const spoken = await Promise.all(players.map((player) => connectsWith(player, "messagepack")));
if (!spoken.every(Boolean)) {
    console.log(`MessagePack is spoken by ${spoken.some(Boolean) ? "one" : "none"} of the two: it is compared with the other's JSON, or not at all.`);
}
const all = scripts(spoken).filter(({ title }) => words.every((word) => title.includes(word)));
const found = await differences(all, players);
const surprises = found.filter((each) => !each.explain(expected));
found.forEach((each) => console.log(`${each}\n`));
console.log(`${all.length} scripts, ${found.length} differences, ${surprises.length} of them not expected`);
for (const { reason, uses } of expected.filter(({ uses }) => uses > 0)) {
    console.log(`  ${uses} x ${reason}`);
}
process.exitCode = surprises.length > 0 ? 1 : 0;
