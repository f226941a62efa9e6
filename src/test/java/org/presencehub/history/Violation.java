package org.presencehub.history;

/**
 * A promise that one watcher saw broken. Immutable.
 *
 * @param excerpt the shortest piece of its story that shows it
 */
record Violation(Rule rule, String watcher, String excerpt) {
    @Override
    public String toString() {
        return watcher + " was told " + excerpt;
    }
}
