const OVERSCAN = 4;

/**
 * A list of which only the rows in view are in the document, however long it is. One row at a time can be reached with the Tab key, the
 * others from it with the arrow keys, Home and End; a row that has the focus stays, even when it is scrolled away.
 */
export class VirtualList {
    #scroller;
    #list;
    #height;
    #make;
    #items = [];
    #rows = new Map();
    #current = null;
    #frame = 0;

    /** `make(item)` answers a new `li`; every row is `height` pixels high. `scrolled` hears when other rows are in view. */
    constructor({ scroller, list, height, make, scrolled }) {
        this.#scroller = scroller;
        this.#list = list;
        this.#height = height;
        this.#make = make;
        scroller.addEventListener("scroll", () => {
            this.refresh();
            scrolled();
        });
        new ResizeObserver(() => this.refresh()).observe(scroller);
        list.addEventListener("keydown", (event) => this.#steer(event));
        list.addEventListener("focusin", (event) => this.#focused(event.target));
    }

    set items(items) {
        this.#items = items;
        this.refresh();
    }

    /** The rows that exist: items to their elements. */
    get rows() {
        return this.#rows;
    }

    /** Draws in the next frame, once, however often it was asked for. */
    refresh() {
        this.#frame ||= requestAnimationFrame(() => {
            this.#frame = 0;
            this.#draw();
        });
    }

    #draw() {
        this.#list.style.blockSize = `${this.#items.length * this.#height}px`;
        const { scrollTop, clientHeight } = this.#scroller;
        const first = Math.max(0, Math.floor(scrollTop / this.#height) - OVERSCAN);
        const last = Math.min(this.#items.length, Math.ceil((scrollTop + clientHeight) / this.#height) + OVERSCAN);
        const wanted = new Map();
        for (let i = first; i < last; i++) {
            wanted.set(this.#items[i], i);
        }
        const focused = this.#focusedItem();
        const focusedAt = focused === undefined ? -1 : this.#items.indexOf(focused);
        if (focusedAt >= 0) {
            wanted.set(focused, focusedAt);
        }
        if (!wanted.has(this.#current)) {
            this.#current = this.#items[Math.min(first + OVERSCAN, this.#items.length - 1, Math.ceil(scrollTop / this.#height))] ?? null;
        }
        this.#place(wanted);
    }

    #place(wanted) {
        for (const [item, row] of this.#rows) {
            if (!wanted.has(item)) {
                this.#rows.delete(item);
                row.remove();
            }
        }
        // Inserted in order, since screen readers and the Tab key read the document and not the picture.
        let before = this.#list.firstElementChild;
        for (const [item, index] of [...wanted].sort(([, a], [, b]) => a - b)) {
            const row = this.#rows.get(item) ?? this.#make(item);
            this.#rows.set(item, row);
            if (row === before) {
                before = before.nextElementSibling;
            } else {
                this.#list.insertBefore(row, before);
            }
            row.style.transform = `translateY(${index * this.#height}px)`;
            row.ariaSetSize = this.#items.length;
            row.ariaPosInSet = index + 1;
            this.#reach(row, item === this.#current);
        }
    }

    #reach(row, reachable) {
        for (const control of row.querySelectorAll("button, input")) {
            control.tabIndex = reachable ? 0 : -1;
        }
    }

    #focusedItem() {
        const row = document.activeElement?.closest("li");
        return [...this.#rows].find(([, each]) => each === row)?.[0];
    }

    #focused(target) {
        const item = this.#focusedItem();
        if (item !== undefined && item !== this.#current) {
            const former = this.#rows.get(this.#current);
            this.#current = item;
            former && this.#reach(former, false);
            this.#reach(target.closest("li"), true);
        }
    }

    #steer(event) {
        const from = this.#items.indexOf(this.#focusedItem());
        const page = Math.max(1, Math.floor(this.#scroller.clientHeight / this.#height) - 1);
        const steps = { ArrowDown: from + 1, ArrowUp: from - 1, PageDown: from + page, PageUp: from - page, Home: 0, End: Infinity };
        if (from < 0 || !(event.key in steps) || event.ctrlKey || event.altKey || event.metaKey) {
            return;
        }
        event.preventDefault();
        const control = event.target.matches("input") ? "input" : "button";
        const to = Math.max(0, Math.min(this.#items.length - 1, steps[event.key]));
        this.#reveal(to);
        this.#current = this.#items[to];
        this.#draw();
        this.#rows.get(this.#current).querySelector(control).focus({ preventScroll: true });
    }

    #reveal(index) {
        const top = index * this.#height;
        const { scrollTop, clientHeight } = this.#scroller;
        if (top < scrollTop) {
            this.#scroller.scrollTop = top;
        } else if (top + this.#height > scrollTop + clientHeight) {
            this.#scroller.scrollTop = top + this.#height - clientHeight;
        }
    }
}
