import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What a Java process on this machine needs: its heap behind a full collection, and what Linux counts (proc(5)). */
export class Vitals {
    #pid;

    constructor(pid) {
        this.#pid = pid;
    }

    async read() {
        const status = readFileSync(`/proc/${this.#pid}/status`, "utf8");
        return {
            heap: await this.#heap(),
            rss: Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024),
            threads: Number(/Threads:\s+(\d+)/.exec(status)[1]),
            files: readdirSync(`/proc/${this.#pid}/fd`).length,
        };
    }

    async #heap() {
        await run("jcmd", [this.#pid, "GC.run"]);
        const { stdout } = await run("jcmd", [this.#pid, "GC.heap_info"]);
        const used = [...stdout.matchAll(/(?:heap|generation)\s+total \d+K, used (\d+)K/g)].map((found) => Number(found[1]));
        return Math.round(used.reduce((sum, each) => sum + each, 0) / 1024);
    }
}
