package org.presencehub.connection.options;

import java.time.Duration;
import org.presencehub.config.Settings;
import org.presencehub.connection.memory.MemoryBudget;

/**
 * The bounds of a hub's connections. Immutable.
 *
 * @param receive how much a client may send
 * @param send how far a client may lag behind
 * @param resume how long a connection outlives its transport
 * @param capacity how many connections there may be
 * @param memoryBudget {@value #MEMORY_BUDGET}: bytes that all connections may hold together, of input that waits and output that was not
 *     sent or not acknowledged
 * @param attachTimeout {@value #ATTACH_TIMEOUT}: how long a negotiated id waits for its transport
 */
public record ConnectionOptions(
        ReceiveLimits receive,
        SendLimits send,
        ResumeLimits resume,
        Capacity capacity,
        long memoryBudget,
        Duration attachTimeout) {
    public static final String MEMORY_BUDGET = MemoryBudget.KEY;
    private static final String ATTACH_TIMEOUT = "presencehub.attach-timeout";

    /** The defaults of all of them, a quarter of the heap, and 15 seconds. */
    public static final ConnectionOptions DEFAULTS = new ConnectionOptions(
            ReceiveLimits.DEFAULTS,
            SendLimits.DEFAULTS,
            ResumeLimits.DEFAULTS,
            Capacity.DEFAULTS,
            Runtime.getRuntime().maxMemory() / 4,
            Duration.ofSeconds(15));

    /** {@return what the settings say} */
    public static ConnectionOptions from(Settings settings) {
        return new ConnectionOptions(
                ReceiveLimits.from(settings),
                SendLimits.from(settings),
                ResumeLimits.from(settings),
                Capacity.from(settings),
                settings.number(MEMORY_BUDGET, DEFAULTS.memoryBudget, 1, Long.MAX_VALUE),
                settings.timeout(ATTACH_TIMEOUT, DEFAULTS.attachTimeout));
    }

    public ConnectionOptions withReceive(ReceiveLimits limits) {
        return new ConnectionOptions(limits, send, resume, capacity, memoryBudget, attachTimeout);
    }

    public ConnectionOptions withSend(SendLimits limits) {
        return new ConnectionOptions(receive, limits, resume, capacity, memoryBudget, attachTimeout);
    }

    public ConnectionOptions withResume(ResumeLimits limits) {
        return new ConnectionOptions(receive, send, limits, capacity, memoryBudget, attachTimeout);
    }

    public ConnectionOptions withCapacity(Capacity places) {
        return new ConnectionOptions(receive, send, resume, places, memoryBudget, attachTimeout);
    }

    public ConnectionOptions withMemoryBudget(long bytes) {
        return new ConnectionOptions(receive, send, resume, capacity, bytes, attachTimeout);
    }
}
