package org.presencehub.hub.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * Numbers the counted messages of a client, so that one that comes again after a resume is not processed twice (HubProtocol.md, Stateful
 * Reconnect). Confined to the thread that reads, {@link #due()} to the heartbeat.
 */
final class Sequencing {
    private long next = 1;
    private volatile long received;
    private long acknowledged;

    /** Messages that have waited for their turn, the oldest first. */
    @GuardedBy("this")
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>(0);

    /** A message, and whether it still waits. Immutable. */
    private record Waiting(long number, BooleanSupplier waits) {}

    /** Numbers the next counted message. {@return whether it is the first time that this one comes} */
    boolean isNew() {
        long number = next++;
        if (number <= received) {
            return false;
        }
        received = number;
        return true;
    }

    /** The new message that was numbered last is acknowledged when it waits no more: so a client that is served slowly sends no more than it may. */
    synchronized void defer(BooleanSupplier waits) {
        forgetServed();
        waiting.add(new Waiting(received, waits));
    }

    @GuardedBy("this")
    private void forgetServed() {
        while (!waiting.isEmpty() && !waiting.element().waits.getAsBoolean()) {
            waiting.remove();
        }
    }

    /** The client says which number its next counted message has. {@return whether that can be} */
    boolean restart(long number) {
        if (number < 1 || number > received + 1) {
            return false;
        }
        next = number;
        return true;
    }

    /** {@return the number up to which the client can forget its messages, if it was not told yet} It is taken as told. */
    OptionalLong due() {
        long now = served();
        if (now <= acknowledged) {
            return OptionalLong.empty();
        }
        acknowledged = now;
        return OptionalLong.of(now);
    }

    private synchronized long served() {
        long latest = received; // read first: what comes now may wait behind it
        forgetServed();
        return waiting.isEmpty() ? latest : waiting.element().number - 1;
    }
}
