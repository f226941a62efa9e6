package org.presencehub.transport.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.connection.outbound.Transport;
import org.presencehub.http.HeldResponse;
import org.presencehub.transport.options.PollTimeouts;

/**
 * Carries a connection over polls, one batch each, for the whole life of the connection: between two polls it keeps the batch that is due.
 * Thread-safe.
 */
final class LongPollingTransport implements Transport {
    /** A client whose poll breaks off in the middle ends its connection, as the official ones do; who does not could have a batch sent for ever. */
    private static final int TRIES = 5;

    private final PollTimeouts timeouts;
    private final Consumer<Duration> onLost;

    @GuardedBy("this")
    private int undecided; // polls

    private @Nullable HeldResponse poll; // waits for a batch

    @GuardedBy("this")
    private @Nullable PolledWrite due; // a batch that waits for a poll, or is on its way

    @GuardedBy("this")
    private @Nullable Long unchangedSince; // nanoseconds; null until the next tick

    @GuardedBy("this")
    private long excused; // of the time since then, in nanoseconds

    @GuardedBy("this")
    private boolean hungUp; // the client, while its poll was held, and has not polled since

    @GuardedBy("this")
    private boolean closed;

    @GuardedBy("this")
    private boolean saidGoodbye; // a poll has been told that all is over

    /** One batch until it got through. */
    private final class PolledWrite implements WriteOutcome {
        final Batch batch;
        final WriteOutcome outcome;

        @Nullable
        HeldResponse carrier; // guarded by the transport

        int failures; // guarded by the transport

        PolledWrite(Batch batch, WriteOutcome outcome) {
            this.batch = batch;
            this.outcome = outcome;
        }

        @Override
        public void written() {
            if (delivered(this)) {
                outcome.written();
            }
        }

        /** The poll failed, not the connection. */
        @Override
        public void failed(Throwable cause) {
            retry(this);
        }
    }

    /** @param onLost hears that no poll came for too long, and for how long the client had been known to be gone */
    LongPollingTransport(PollTimeouts timeouts, Consumer<Duration> onLost) {
        this.timeouts = timeouts;
        this.onLost = onLost;
    }

    @Override
    public HubTransport kind() {
        return HubTransport.LONG_POLLING;
    }

    @Override
    public boolean showsLife() {
        return true;
    }

    @Override
    public synchronized boolean isUnasked() {
        return due != null && due.carrier == null;
    }

    /** A poll has come, and waits for the application to say whether its token counts. Until that is decided its client is not away. */
    synchronized void expectPoll() {
        undecided++;
    }

    synchronized void pollDecided() {
        undecided--;
        unchangedSince = null;
    }

    /** Takes a poll, instead of one that waits already. */
    void poll(HeldResponse next) {
        HeldResponse refused = next;
        synchronized (this) {
            unchangedSince = null;
            hungUp = false;
            if (closed) {
                saidGoodbye = true;
            } else {
                refused = poll;
                poll = next;
            }
        }
        if (refused != null) {
            refused.endWith(HttpServletResponse.SC_NO_CONTENT);
        }
        deliver();
    }

    /** The client of this poll is gone; another poll may come. */
    void pollBroken(HeldResponse broken) {
        synchronized (this) {
            if (poll == broken) {
                poll = null;
                unchangedSince = null;
                hungUp = true;
            }
        }
    }

    /** {@return whether it is closed and a poll has heard so} */
    synchronized boolean saidGoodbye() {
        return saidGoodbye;
    }

    @Override
    public void write(Batch batch, WriteOutcome outcome) {
        PolledWrite delivery = new PolledWrite(batch, outcome);
        boolean late;
        synchronized (this) {
            late = closed;
            if (!late) {
                due = delivery;
            }
        }
        if (late) {
            outcome.failed(closing());
        } else {
            deliver();
        }
    }

    private void deliver() {
        for (PolledWrite next = assign(); next != null && next.carrier != null; next = assign()) {
            HeldResponse carrier = next.carrier;
            if (!carrier.isAbandoned()) {
                carrier.endWith(next.batch.bytes(), new Telling(next));
                return;
            }
            carrier.abort();
            release(next);
        }
    }

    /** {@return the batch that is due, together with the poll that waits, if there are both} */
    private synchronized @Nullable PolledWrite assign() {
        PolledWrite next = due;
        if (next == null || next.carrier != null || poll == null) {
            return null;
        }
        next.carrier = poll;
        poll = null;
        unchangedSince = null;
        return next;
    }

    private synchronized boolean delivered(PolledWrite delivery) {
        if (due != delivery) {
            return false;
        }
        due = null;
        unchangedSince = null;
        return true;
    }

    private void retry(PolledWrite delivery) {
        if (isHopeless(delivery)) {
            onLost.accept(Duration.ZERO);
        } else {
            deliver();
        }
    }

    private synchronized boolean isHopeless(PolledWrite delivery) {
        release(delivery);
        delivery.failures++;
        return delivery.failures >= TRIES && !closed;
    }

    /** Its poll broke off: another one may come, or have come. */
    private synchronized void release(PolledWrite delivery) {
        delivery.carrier = null;
        unchangedSince = null;
        hungUp = poll == null;
    }

    /** The poll that is missing may wait for the server's threads. How long one is held is no matter of that. */
    @Override
    public synchronized void excuse(long nanos) {
        if (unchangedSince != null) {
            excused += nanos;
        }
    }

    @Override
    public void tick(long nanos) {
        HeldResponse waiting = waiting();
        if (waiting != null && waiting.isAbandoned()) {
            pollBroken(waiting);
            waiting.abort();
        }
        HeldResponse expired = expire(nanos);
        if (expired != null) {
            expired.endWith(HttpServletResponse.SC_OK);
        } else {
            isLostFor(nanos).ifPresent(onLost);
        }
    }

    private synchronized @Nullable HeldResponse waiting() {
        return poll;
    }

    private synchronized @Nullable HeldResponse expire(long nanos) {
        if (unchangedSince == null) {
            unchangedSince = nanos;
            excused = 0;
        }
        HeldResponse expired = poll;
        if (expired == null || nanos - unchangedSince < timeouts.poll().toNanos()) {
            return null;
        }
        poll = null;
        unchangedSince = null;
        return expired;
    }

    /** {@return for how long the client has been known to be gone, if it has been away for too long} */
    private synchronized Optional<Duration> isLostFor(long nanos) {
        boolean between = poll == null && undecided == 0 && (due == null || due.carrier == null);
        if (closed || !between || unchangedSince == null) {
            return Optional.empty();
        }
        long away = nanos - unchangedSince - excused;
        if (hungUp && away >= timeouts.lost().toNanos()) {
            return Optional.of(Duration.ofNanos(away));
        }
        return away >= timeouts.disconnect().toNanos() ? Optional.of(Duration.ZERO) : Optional.empty();
    }

    @Override
    public void close(DisconnectReason reason) {
        HeldResponse last;
        HeldResponse stuck;
        PolledWrite cut;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            last = poll;
            cut = due;
            stuck = cut == null ? null : cut.carrier;
            saidGoodbye = last != null;
            poll = null;
            due = null;
        }
        if (cut != null) {
            cut.outcome.failed(closing());
        }
        if (stuck != null) {
            stuck.abort();
        }
        if (last != null) {
            last.endWith(HttpServletResponse.SC_NO_CONTENT);
        }
    }

    private static IOException closing() {
        return new IOException("The connection was closed.");
    }
}
