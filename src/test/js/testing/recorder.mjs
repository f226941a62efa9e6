import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";

/** What one receiver was told, in order: each entry is `[event, ...arguments]`. */
export class Recorder {
    entries = [];
    #news = new EventEmitter();

    add(...entry) {
        this.entries.push(entry);
        this.#news.emit("entry");
    }

    /** Waits for `count` entries that begin with these values. Fails after `within` milliseconds. */
    async heard(beginning, { count = 1, within = 10_000 } = {}) {
        const deadline = AbortSignal.timeout(within);
        while (this.matching(beginning).length < count) {
            await once(this.#news, "entry", { signal: deadline }).catch(() => {
                assert.fail(`${JSON.stringify(beginning)} was not heard; heard were ${JSON.stringify(this.entries.slice(-20))}`);
            });
        }
        return this.matching(beginning)[count - 1];
    }

    matching(beginning) {
        return this.entries.filter((entry) => JSON.stringify(entry.slice(0, beginning.length)) === JSON.stringify(beginning));
    }

    /** The entries that speak of this user coming or going. */
    about(user) {
        return this.entries.filter(([event, first]) => /^UserIs/.test(event) && first === user);
    }
}
