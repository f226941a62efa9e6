// Runs in Node and in browsers: imports nothing.

/** The items of a stream once it is complete. Its error carries the items that came before. */
export function collected(stream) {
    const items = [];
    return new Promise((complete, failed) =>
        stream.subscribe({
            next: (item) => items.push(item),
            error: (error) => failed(Object.assign(error, { items })),
            complete: () => complete(items),
        }),
    );
}

export function equal(actual, expected) {
    if (canonical(actual) !== canonical(expected)) {
        throw new Error(`Expected ${canonical(expected)}, but it was ${canonical(actual)}`);
    }
}

/** JSON with the members of objects in one order. */
function canonical(value) {
    return String(
        JSON.stringify(value, (_, each) =>
            each && typeof each === "object" && !Array.isArray(each)
                ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
                : each,
        ),
    );
}

export async function fails(promise, expected) {
    const message = await promise.then(
        (value) => {
            throw new Error(`Expected the error ${expected}, but there was the value ${canonical(value)}`);
        },
        (error) => `${error.message}`,
    );
    if (typeof expected === "string" ? message !== expected : !expected.test(message)) {
        throw new Error(`Expected the error ${expected}, but it was ${message}`);
    }
}

export async function until(condition, what) {
    const deadline = Date.now() + 5_000;
    while (!condition()) {
        if (Date.now() > deadline) {
            throw new Error(`In vain: ${what}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 5));
    }
}

export function unique() {
    return Math.random().toString(36).slice(2);
}
