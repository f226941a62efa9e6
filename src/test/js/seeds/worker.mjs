// Runs a seed in a thread of its own, as it would run in a page of its own; prints go to the parent as messages.
import { parentPort, workerData } from "node:worker_threads";

globalThis.API_URL = workerData.apiUrl;
globalThis.getAccessToken = () => workerData.token;
console.log = (...said) => parentPort.postMessage(said);
console.error = (what, error) => parentPort.postMessage(["error", what, `${error}`]);

const seed = await import(workerData.seed);
if (seed.default) {
    const latch = new seed.default(API_URL);
    parentPort.on("message", ([method, ...args]) => {
        // A callback cannot cross the thread: what it hears is printed.
        latch[method](...args, ...(method === "on" ? [(...heard) => console.log(args.join("_"), ...heard)] : []));
    });
}
