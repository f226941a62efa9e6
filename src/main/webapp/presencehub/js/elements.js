/** The element with this id; every id asked for is in index.html. */
export function byId(id) {
    return document.getElementById(id);
}

/** Makes an element. Strings among the children become text nodes, so what users typed is never read as HTML. */
export function element(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
}

/** A time of day, for a log line. */
export function timeOfDay(time = new Date()) {
    return element("time", { dateTime: time.toISOString() }, time.toLocaleTimeString(undefined, { timeStyle: "medium" }));
}

/** A user id in a sentence: isolated, so that right-to-left ids do not turn the sentence around. */
export function name(userId) {
    return element("bdi", { className: "name" }, userId);
}

/** The letter that stands for a user where there is no picture. */
export function initialOf(userId) {
    const [first = "?"] = userId.match(/[\p{L}\p{N}]/u) ?? [...userId];
    return first.toUpperCase();
}

/** Puts a line on top of a log that keeps its newest hundred. */
export function log(list, line) {
    list.prepend(line);
    while (list.children.length > 100) {
        list.lastElementChild.remove();
    }
}

/** Shows a sentence in an element that is hidden while it has none. */
export function say(place, sentence) {
    place.textContent = sentence;
    place.hidden = sentence === "";
}

/** Opens a dialog of index.html; answers whether it was closed with this value. */
export function confirmed(dialog, value) {
    dialog.returnValue = "";
    dialog.showModal();
    return new Promise((resolve) => (dialog.onclose = () => resolve(dialog.returnValue === value)));
}

/** How full a queue is, as a bar. */
export function queueBar(queuedBytes, limit, label) {
    return element("meter", { min: 0, max: 1, value: queuedBytes / limit, ariaLabel: label });
}
