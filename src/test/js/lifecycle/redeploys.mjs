// Deploys the application again and again under clients that stay: PRESENCEHUB_DEPLOYMENT is its file in WildFly's directory of deployments.
import { existsSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { assertNobodyWent, crowd, eventually, whole } from "./crowd.mjs";

const { PRESENCEHUB_URL: url, PRESENCEHUB_DEPLOYMENT: deployment, REDEPLOYS = "25", USERS = "50" } = process.env;

test(`${USERS} clients over three transports survive ${REDEPLOYS} redeployments`, { timeout: 900_000 }, async (t) => {
    const members = await crowd(url, Number(USERS));
    await whole(members);
    for (let i = 0; i < Number(REDEPLOYS); i++) {
        const began = Date.now();
        await redeploy();
        const deployed = Date.now();
        await eventually(() => members.every((member) => member.reconnected > i), () => `only ${members.filter((m) => m.reconnected > i).length} came back`);
        await whole(members);
        t.diagnostic(`redeployed in ${deployed - began} ms, all back after ${Date.now() - deployed} ms more`);
    }
    assertNobodyWent(members);
    await Promise.all(members.map((member) => member.connection.stop()));
});

/** WildFly's scanner answers one marker file by another. */
async function redeploy() {
    const done = `${deployment}.deployed`;
    const asked = `${deployment}.dodeploy`;
    writeFileSync(asked, "");
    await eventually(() => existsSync(done) && !existsSync(asked) && !existsSync(`${deployment}.isdeploying`), () => "not deployed again");
}
