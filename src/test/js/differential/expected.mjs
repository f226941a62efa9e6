/** Differences that stay, each with its reason: scripts by title, and when what was seen differs as it should. */
export const expected = [];
