package org.presencehub.hub;

import java.util.OptionalLong;

/**
 * Numbers the counted messages of a client, so that one that comes again after a resume is not processed twice (HubProtocol.md, Stateful
 * Reconnect). Confined to the thread that reads, {@link #due()} to the heartbeat.
 */
final class Sequencing {
    private long next = 1;
    private volatile long processed;
    private long acknowledged;

    /** Numbers the next counted message. {@return whether it is the first time that this one comes} */
    boolean isNew() {
        long number = next++;
        if (number <= processed) {
            return false;
        }
        processed = number;
        return true;
    }

    /** The client says which number its next counted message has. {@return whether that can be} */
    boolean restart(long number) {
        if (number < 1 || number > processed + 1) {
            return false;
        }
        next = number;
        return true;
    }

    /** {@return the number up to which the client can forget its messages, if it was not told yet} It is taken as told. */
    OptionalLong due() {
        long now = processed;
        if (now == acknowledged) {
            return OptionalLong.empty();
        }
        acknowledged = now;
        return OptionalLong.of(now);
    }
}
