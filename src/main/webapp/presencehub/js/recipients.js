/** The user ids a message will go to, in the order they were chosen. Fires `change`. */
export class Recipients extends EventTarget {
    #ids = new Set();

    get ids() {
        return [...this.#ids];
    }

    has(id) {
        return this.#ids.has(id);
    }

    add(...ids) {
        ids.forEach((id) => this.#ids.add(id));
        this.dispatchEvent(new Event("change"));
    }

    delete(id) {
        this.#ids.delete(id);
        this.dispatchEvent(new Event("change"));
    }
}
