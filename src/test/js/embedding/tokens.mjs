import { createHmac } from "node:crypto";

const encoded = (part) => Buffer.from(JSON.stringify(part)).toString("base64url");

/** A token of this user for servers that share the secret of PRESENCEHUB_JWT_SECRET. */
export function token(user, roles = []) {
    const exp = Math.floor(Date.now() / 1000) + 3600;
    const text = `${encoded({ alg: "HS256", typ: "JWT" })}.${encoded({ upn: user, groups: roles, exp })}`;
    return `${text}.${createHmac("sha256", process.env.PRESENCEHUB_JWT_SECRET).update(text).digest("base64url")}`;
}
