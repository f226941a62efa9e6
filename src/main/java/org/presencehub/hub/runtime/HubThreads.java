package org.presencehub.hub.runtime;

import java.util.concurrent.Executor;

/**
 * The threads that hubs share. Thread-safe.
 *
 * @param methods run hub methods, which may block, and ask publishers for more
 * @param subscribers tell hub methods of what clients stream to them: of their own, since methods may wait for that
 * @param busy run methods that never wait, for clients that call so many that whoever reads would be held up
 * @param prompt read on, and tell those who wait for a client's answer: never held up by a hub method
 * @param reading run methods that never wait, as long as they have time for that
 */
public record HubThreads(
        SharedThreads methods, SharedThreads subscribers, SharedThreads busy, Executor prompt, ReadingThreads reading) {
    /** Comes about once a second. */
    public void tick() {
        methods.tick();
        subscribers.tick();
        busy.tick();
    }
}
