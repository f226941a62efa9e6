package org.presencehub.connection.outbound;

import org.presencehub.connection.memory.MemoryBudget;

/**
 * One batch on its way through a transport. A transport that tells its outcome twice, or after all was closed, changes nothing. Thread-safe.
 */
final class Write implements Runnable, Transport.WriteOutcome {
    private final Transport carrier;
    private final Batch batch;
    private final Batch whole;
    private final boolean repeated;
    private final long copied; // bytes, by the server
    private final MemoryBudget memory;
    private final Sender sender;
    private volatile long since; // nanoseconds; when it began, or was asked for

    /** Whoever has something written, and hears of the outcome. */
    interface Sender {
        void written(Write write);

        void failed(Write write, Throwable cause);
    }

    /**
     * @param repeated whether the client was sent it before
     * @param now nanoseconds
     */
    Write(Transport carrier, Batch batch, boolean repeated, MemoryBudget memory, long now, Sender sender) {
        this.carrier = carrier;
        this.batch = batch;
        this.repeated = repeated;
        this.memory = memory;
        this.sender = sender;
        since = now;
        whole = batch.whole();
        if (whole != batch) {
            whole.hold(memory);
        }
        copied = batch.size() < MemoryBudget.PAGE || !carrier.copies(whole) ? 0 : batch.size();
        if (copied > 0) {
            memory.add(copied);
        }
    }

    Transport carrier() {
        return carrier;
    }

    boolean isRepeated() {
        return repeated;
    }

    /** {@return how many bytes are written} */
    int size() {
        return batch.size();
    }

    /** {@return how many bytes it holds: of the batch its share, and the server's copy} */
    long heldBytes() {
        return whole.share() + copied;
    }

    /** Nobody needs it any more for writing. To be called once. */
    void release() {
        if (copied > 0) {
            memory.add(-copied);
        }
        batch.release(memory);
        if (whole != batch) {
            whole.release(memory);
        }
    }

    /** {@return for how many nanoseconds it has lasted} */
    long lastedUntil(long nanos) {
        if (carrier.isUnasked()) {
            since = nanos;
        }
        return nanos - since;
    }

    /** For so many nanoseconds of the time until now it has lasted because of the server. */
    void excuse(long late, long now) {
        since = Math.min(now, since + late);
    }

    @Override
    public void run() {
        try {
            carrier.write(whole, this);
        } catch (RuntimeException | Error e) { // a transport must not throw
            failed(e);
        }
    }

    @Override
    public void written() {
        sender.written(this);
    }

    @Override
    public void failed(Throwable cause) {
        sender.failed(this, cause);
    }
}
