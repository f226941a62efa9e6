import { byId } from "./elements.js";
import { bytes, counted, number } from "./format.js";

const SVG = "http://www.w3.org/2000/svg";

/** The numbers on top: who is online, over how many connections, how fast they come, how full the fullest queue and the memory are. */
export class Overview {
    constructor(live) {
        live.addEventListener("view", ({ view }) => this.#show(view));
    }

    #show({ users, connections, joins, fullest, queueLimit, memory }) {
        byId("overview-users").textContent = number(users);
        byId("overview-users-note").textContent = users === 0 ? "nobody yet" : `over ${counted(connections, "connection")}`;
        byId("overview-connections").textContent = number(connections);
        byId("overview-connections-note").textContent = users === 0 ? "on all hubs" : `${(connections / users).toFixed(1)} per person`;
        byId("overview-joins").textContent = number(joins.lastMinute);
        this.#spark(joins);
        const fill = fullest.length > 0 ? fullest[0].queuedBytes : 0;
        byId("overview-queue").textContent = bytes(fill);
        byId("overview-queue-fill").value = fill / queueLimit;
        byId("overview-queue-note").textContent = `of ${bytes(queueLimit)}`;
        byId("overview-memory").textContent = bytes(memory.bytes);
        byId("overview-memory-fill").value = memory.bytes / memory.limit;
        byId("overview-memory-note").textContent = `of ${bytes(memory.limit)}`;
    }

    #spark({ slots, slotSeconds }) {
        const most = Math.max(...slots, 1);
        const bars = slots.map((joined, i) => {
            const bar = document.createElementNS(SVG, "rect");
            const height = joined === 0 ? 0.5 : Math.max(2, (joined / most) * 20);
            const box = { x: (i * 60) / slots.length, y: 20 - height, width: 48 / slots.length, height };
            Object.entries(box).forEach(([attribute, value]) => bar.setAttribute(attribute, value));
            return bar;
        });
        const minutes = Math.round((slots.length * slotSeconds) / 60);
        byId("overview-spark").setAttribute("aria-label", `Joins of the last ${minutes} minutes, ${slotSeconds} seconds a bar, at most ${most}`);
        byId("overview-spark").replaceChildren(...bars);
    }
}
