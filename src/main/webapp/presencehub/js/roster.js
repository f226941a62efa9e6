const collator = new Intl.Collator(undefined, { numeric: true });

/** User ids in order, one first of all; made for tens of thousands of which a few come and go. */
export class Roster {
    #first;
    #ids = new Set();
    #sorted = [];

    constructor(first) {
        this.#first = first;
    }

    get size() {
        return this.#ids.size;
    }

    has(id) {
        return this.#ids.has(id);
    }

    /** Answers whether that changed anything; most lists tell what the events before them told already. */
    replace(ids) {
        if (ids.length === this.size && ids.every((id) => this.#ids.has(id))) {
            return false;
        }
        this.#ids = new Set(ids);
        this.#sorted = [...this.#ids].sort((a, b) => this.#compare(a, b));
        return true;
    }

    add(id) {
        if (this.#ids.has(id)) {
            return false;
        }
        this.#ids.add(id);
        this.#sorted.splice(this.#place(id), 0, id);
        return true;
    }

    delete(id) {
        if (!this.#ids.delete(id)) {
            return false;
        }
        this.#sorted.splice(this.#place(id), 1);
        return true;
    }

    /** Those whose id contains the text, in any case; all for an empty one. A new array. */
    matching(text) {
        const wanted = text.toLowerCase();
        return wanted === "" ? [...this.#sorted] : this.#sorted.filter((id) => id.toLowerCase().includes(wanted));
    }

    /** Where the id stands, or would. */
    #place(id) {
        let [low, high] = [0, this.#sorted.length];
        while (low < high) {
            const middle = (low + high) >> 1;
            if (this.#compare(this.#sorted[middle], id) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Ids that people read as equal are told apart by their code units, or one could not be found again. */
    #compare(a, b) {
        return (b === this.#first) - (a === this.#first) || collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
    }
}
