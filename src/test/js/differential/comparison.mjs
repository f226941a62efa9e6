const AT_ONCE = 12;

/** Whether a server takes the protocol. */
export async function connectsWith(player, protocol) {
    const { anna } = await player.play({ steps: [] }, { transport: "webSockets", protocol });
    return anna[0].seen === "handshake {}";
}

/** The scripts whose clients saw different things. */
export async function differences(scripts, players) {
    const found = [];
    const waiting = scripts.map((script, place) => ({ ...script, place }));
    const work = async () => {
        for (let next; (next = waiting.shift()); ) {
            const { title, script, modes, place } = next;
            const told = await Promise.all(players.map((player, i) => played(player, script, modes[i])));
            const alike = modes[0].protocol === modes[1].protocol ? exact : meant;
            if (JSON.stringify(told[0], alike) !== JSON.stringify(told[1], alike)) {
                found.push({ place, difference: new Difference(title, told, alike) });
            }
        }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return found.sort((a, b) => a.place - b.place).map(({ difference }) => difference);
}

async function played(player, script, mode) {
    try {
        return await player.play(script, mode);
    } catch (error) {
        return { nobody: [{ seen: `the script failed: ${error.message}` }] };
    }
}

/** What was seen, to the letter. */
function exact(_, value) {
    return value?.seen === undefined ? value : value.seen;
}

/** What was meant, where the two were told in different encodings. */
function meant(_, value) {
    return value?.seen === undefined ? value : (value.meaning && sorted(value.meaning)) ?? value.seen;
}

function sorted(object) {
    return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

class Difference {
    #title;
    #told;
    #reason = "NOT EXPECTED";

    constructor(title, told, alike) {
        this.#title = title;
        this.#told = told.map((accounts) => lines(accounts, alike));
    }

    /** Whether one of these knows why. */
    explain(reasons) {
        const known = reasons.find((each) => each.script.test(this.#title) && each.holds(...this.#told.map((told) => told.join("\n"))));
        if (known) {
            known.uses = (known.uses ?? 0) + 1;
            this.#reason = `expected: ${known.reason}`;
        }
        return known !== undefined;
    }

    toString() {
        const [reference, server] = this.#told;
        const only = (sign, these, those) => these.filter((line) => !those.includes(line)).map((line) => `  ${sign} ${line}`);
        const shown = [...only("-", reference, server), ...only("+", server, reference)];
        const order = shown.length > 0 ? shown : [...reference.map((line) => `  - ${line}`), ...server.map((line) => `  + ${line}`)];
        return [`${this.#title} (${this.#reason})`, ...order].map((line) => (line.length > 300 ? `${line.slice(0, 300)}…` : line)).join("\n");
    }
}

function lines(accounts, alike) {
    return Object.entries(accounts).flatMap(([who, told]) =>
        told.map((each) => alike("", each)).flatMap((each) => (typeof each === "string" ? each : JSON.stringify(each)).split("\n").map((line) => `${who}: ${line}`)),
    );
}
