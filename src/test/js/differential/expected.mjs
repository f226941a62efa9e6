/** Differences that stay, each with its reason: scripts by title, and when what was seen differs as it should. */
export const expected = [
    {
        script: /^HTTP: DELETE while a poll waits$/,
        holds: (reference, server) => [reference, server].every((told) => /: 204|"allowReconnect":true/.test(told)),
        reason: "The reference ends the poll with 204 or with a close, as it happens; the specification says 204.",
    },
];
