package org.presencehub.connection.outbound;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.presencehub.connection.memory.MemoryBudget;

/**
 * What a connection that outlives its transport sends again by the next one: what, from when on, and for how long its client has kept the
 * server waiting meanwhile. Confined to whoever guards it.
 *
 * <p>All times are nanoseconds of one clock. What a client resets by coming back is no clock: time goes on where the last transport left it.
 */
final class Replay {
    private final MemoryBudget memory;
    private final ReplayBuffer unacknowledged;
    private final ReplayAllowance allowance;
    private final ArrayDeque<Batch> again = new ArrayDeque<>(); // before all else, on a transport that took over
    private boolean awaitsCount; // until the client has shown that it counts
    private boolean forgotten;
    private long waitingSince; // when the client last acknowledged, or could first be waited for, parked times left out
    private @Nullable Long quietUntil; // too much was sent again lately
    private long parkedAt;
    private long stalledBefore; // that writes took which transports were lost with, since one got through

    /** @param awaitsCount whether to send nothing before {@link #counted()} */
    Replay(Resumption resumption, MemoryBudget memory, boolean awaitsCount, long now) {
        this.memory = memory;
        this.awaitsCount = awaitsCount;
        unacknowledged = new ReplayBuffer(resumption.capacity(), resumption.preface(), memory);
        allowance = new ReplayAllowance(resumption.capacity(), now);
        waitingSince = now;
        parkedAt = now;
    }

    /** The client counts what it is sent. */
    void counted() {
        awaitsCount = false;
    }

    /** {@return whether another transport may go on} */
    boolean isPossible() {
        return !forgotten;
    }

    /** {@return whether nothing may be sent until the client has said something} */
    boolean waitsForClient() {
        return awaitsCount || unacknowledged.isFull();
    }

    /** {@return whether it is too early for what comes again} */
    boolean isQuiet() {
        return quietUntil != null;
    }

    /** {@return for how long the client has been waited for} */
    long waitedFor(long now) {
        return now - waitingSince;
    }

    /** {@return for how long writes that did not get through have lasted} */
    long stalledBefore() {
        return stalledBefore;
    }

    /** For so many nanoseconds of the time until now the client could not be heard. */
    void excuse(long late, long now) {
        waitingSince = Math.min(now, waitingSince + late);
    }

    /** The client has processed all up to this number. */
    void acknowledge(long number, long now) {
        int progress = unacknowledged.acknowledge(number);
        if (progress > 0) { // or else anybody could keep himself from being slow
            allowance.progress(progress);
            waitingSince = now;
            stalledBefore = 0;
        }
    }

    /** A write got through that was not a repetition. */
    void gotThrough() {
        stalledBefore = 0;
    }

    /** A write has lasted so long, and did not get through. */
    void stalled(long nanos) {
        stalledBefore += nanos;
    }

    /** The transport was lost. */
    void parked(long now) {
        parkedAt = now;
    }

    /** What comes again is not sent by this transport any more. */
    void interrupt(long now) {
        if (quietUntil != null) {
            allowance.cancel();
            waitingSince -= Math.max(0, quietUntil - now); // that much of its time has not been waited
            quietUntil = null;
        }
        drop();
    }

    /** Another transport goes on. */
    void resume(long now) {
        again.addAll(unacknowledged.again());
        again.forEach(batch -> batch.hold(memory)); // what is acknowledged meanwhile is still here
        long begin = allowance.begin(unacknowledged.bytes(), now);
        waitingSince += begin - parkedAt;
        quietUntil = begin;
        awaitsCount = false;
        speak(now);
    }

    /** {@return whether the time for what comes again has come just now} */
    boolean speak(long now) {
        if (quietUntil == null || now - quietUntil < 0) {
            return false;
        }
        allowance.begun();
        quietUntil = null;
        return true;
    }

    /** {@return whether something is still to be sent again} */
    boolean isRepeating() {
        return !again.isEmpty();
    }

    /** {@return what comes again next, held; null when all of it was sent} */
    @Nullable
    Batch next() {
        return again.poll();
    }

    /** {@return whether what comes again next takes memory when it is sent} */
    boolean isNextInPieces() {
        Batch first = again.peek();
        return first != null && first.isInPieces();
    }

    /** A batch is sent for the first time. */
    void sent(Batch batch, long now) {
        if (forgotten) {
            return;
        }
        unacknowledged.add(batch);
        if (unacknowledged.isFull()) {
            waitingSince = now; // whoever was sent little had nothing to acknowledge
        }
    }

    /** {@return how many bytes are held, of what others hold, too, the share} */
    long heldBytes() {
        return unacknowledged.heldBytes();
    }

    /** Nothing will be sent again. */
    void forget() {
        forgotten = true;
        drop();
        unacknowledged.clear();
    }

    private void drop() {
        again.forEach(batch -> batch.release(memory));
        again.clear();
    }
}
