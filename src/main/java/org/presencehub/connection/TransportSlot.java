package org.presencehub.connection;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;
import org.presencehub.connection.inbound.Inbound;
import org.presencehub.connection.outbound.Outbound;
import org.presencehub.connection.outbound.Transport;

/** Which transport carries a connection: the first one, those that take over from each other, none after the end. Thread-safe. */
final class TransportSlot {
    private final Inbound inbound;
    private final Outbound outbound;
    private final LongSupplier nanoTime;

    @GuardedBy("this")
    private State state = State.NEW;

    @GuardedBy("this")
    private long since; // nanoseconds; when it became new, or was parked

    @GuardedBy("this")
    private @Nullable Transport transport;

    @GuardedBy("this")
    private @Nullable HubTransport kind; // also while it is parked, and after the end

    @GuardedBy("this")
    private boolean resumable; // a transport that was lost may be replaced

    private enum State {
        /** Negotiated, waits for its transport. */
        NEW,
        /** A transport is being set up for it. */
        RESERVED,
        /** A transport carries it. */
        ATTACHED,
        /** Its transport was lost; another one may take over. */
        PARKED,
        /** Takes no other transport. */
        ENDED
    }

    TransportSlot(Inbound inbound, Outbound outbound, LongSupplier nanoTime) {
        this.inbound = inbound;
        this.outbound = outbound;
        this.nanoTime = nanoTime;
        since = nanoTime.getAsLong();
    }

    /** Claims the connection for a transport that is being set up. {@return false if another one has it for good, or it has ended} */
    synchronized boolean reserve() {
        if (state == State.NEW) {
            state = State.RESERVED;
            return true;
        }
        return canResume();
    }

    /** {@return whether a transport has come for it} Its client may know so before it is attached. */
    synchronized boolean hasBegun() {
        return state != State.NEW;
    }

    synchronized boolean isReserved() {
        return state == State.RESERVED;
    }

    /** This transport carries the connection from now on, if that was reserved. {@return false if it has ended meanwhile} */
    boolean attach(Transport next) {
        Transport before;
        boolean first;
        synchronized (this) {
            first = state == State.RESERVED;
            if (!first && !canResume()) {
                return false;
            }
            before = transport;
            state = State.ATTACHED;
            transport = next;
            kind = next.kind();
            // Under this lock, so that nobody can end it unattached from now on; neither of them calls anybody here.
            if (first) {
                outbound.attach(next);
            } else {
                inbound.restart(next);
                outbound.resume(next);
            }
        }
        if (before != null) {
            before.close(DisconnectReason.LOST);
        }
        if (first) {
            inbound.open(next);
        } else {
            inbound.proceed();
            outbound.proceed();
        }
        return true;
    }

    @GuardedBy("this")
    private boolean canResume() {
        return resumable && (state == State.PARKED || state == State.ATTACHED);
    }

    /** From now on a transport that is lost may be replaced. {@return false if it is not of that kind} */
    synchronized boolean allowResume() {
        resumable = transport != null && transport.isReplaceable();
        return resumable;
    }

    /** This transport was lost. {@return whether it carried the connection, and another one may take over} */
    boolean park(Transport lost) {
        synchronized (this) {
            if (state != State.ATTACHED || transport != lost || !resumable) {
                return false;
            }
            state = State.PARKED;
            since = nanoTime.getAsLong();
            transport = null;
            outbound.park();
        }
        lost.close(DisconnectReason.LOST);
        return true;
    }

    /** No transport is attached from now on; the one that carries the connection has still its last words to bring. */
    synchronized void end() {
        state = State.ENDED;
    }

    /** Until now, it has waited for so long because of the server: for its first transport, or another one, or that one for its client. */
    void excuse(long late, long now) {
        Transport carrier;
        synchronized (this) {
            since = Math.min(now, since + late);
            carrier = transport;
        }
        if (carrier != null) {
            carrier.excuse(late);
        }
    }

    /** {@return whether it has waited longer than this for its first transport} None gets it from then on. */
    synchronized boolean expire(long nanos, Duration timeout) {
        boolean expired = (state == State.NEW || state == State.RESERVED) && isOlder(nanos, timeout);
        if (expired) {
            state = State.ENDED;
        }
        return expired;
    }

    /** {@return whether it has waited longer than this for another transport} */
    synchronized boolean isForsaken(long nanos, Duration timeout) {
        return state == State.PARKED && isOlder(nanos, timeout);
    }

    @GuardedBy("this")
    private boolean isOlder(long nanos, Duration timeout) {
        return nanos - since > timeout.toNanos();
    }

    /** {@return whether the connection has had a transport, and has not ended} */
    synchronized boolean isOpen() {
        return state == State.ATTACHED || state == State.PARKED;
    }

    synchronized boolean isCarriedBy(Transport carrier) {
        return transport == carrier;
    }

    /** {@return the transport, also after the end, or null while there is none} */
    synchronized @Nullable Transport transport() {
        return transport;
    }

    /** {@return which kind of transport carries it, or did last} */
    synchronized Optional<HubTransport> kind() {
        return Optional.ofNullable(kind);
    }
}
