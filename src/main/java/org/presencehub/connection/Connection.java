package org.presencehub.connection;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;

/** One client's connection to one hub: a thing of its own, which a socket carries. Thread-safe. */
public final class Connection {
    private final String id;
    private final String token;
    private final Caller opener;
    private volatile Caller caller;
    private final ConnectionOptions options;
    private final LongSupplier nanoTime;
    private final Consumer<Connection> onConcluded;
    private final Consumer<Connection> onClosed;
    private final long created;
    private final Instant since = Instant.now();
    private final Outbound outbound;
    private final ConnectionHandler handler;
    private final Inbound inbound;

    private volatile boolean resumeOffered;
    private volatile long lastReceived;

    @GuardedBy("this")
    private State state = State.NEW;

    @GuardedBy("this")
    private @Nullable Transport transport;

    @GuardedBy("this")
    private String carriedBy = "none"; // also while it is parked, and after the end

    @GuardedBy("this")
    private boolean resumable; // a transport that was lost may be replaced

    @GuardedBy("this")
    private long parked; // nanoseconds, since when

    @GuardedBy("this")
    private @Nullable DisconnectReason reason;

    @GuardedBy("this")
    private final List<Consumer<DisconnectReason>> endListeners = new ArrayList<>();

    private enum State {
        /** Negotiated, waits for its transport. */
        NEW,
        /** A transport is being set up for it. */
        RESERVED,
        /** A transport carries it. */
        ATTACHED,
        /** Its transport was lost; another one may take over. */
        PARKED,
        /** Ended for its hub; last words may still be on their way. */
        CONCLUDED,
        /** Nothing of it is left. */
        CLOSED
    }

    Connection(
            String id,
            String token,
            Caller caller,
            ConnectionOptions options,
            ConnectionHandler.Factory handlers,
            Delimiter delimiter,
            LongSupplier nanoTime,
            Consumer<Connection> onConcluded,
            Consumer<Connection> onClosed) {
        this.id = id;
        this.token = token;
        this.opener = caller;
        this.caller = caller;
        this.options = options;
        this.nanoTime = nanoTime;
        this.onConcluded = onConcluded;
        this.onClosed = onClosed;
        created = nanoTime.getAsLong();
        lastReceived = created;
        outbound = new Outbound(options.maxQueued(), nanoTime, new Sending());
        handler = handlers.handle(this);
        inbound = new Inbound(options, delimiter, handler, this::handlerFailed);
    }

    /** {@return the public id} */
    public String id() {
        return id;
    }

    /** {@return the secret that a transport has to show; never to be logged} */
    public String token() {
        return token;
    }

    /** {@return who opened it, with the token that was shown last} */
    public Caller caller() {
        return caller;
    }

    /** {@return who opened it, with the token of then} */
    public Caller opener() {
        return opener;
    }

    /** Somebody shows a token, which counts from now on if it lives longer. {@return whether it is of the same user} */
    public synchronized boolean renew(Caller shown) {
        boolean same = caller.sameUser(shown);
        if (same && shown.outlives(caller)) {
            caller = shown;
        }
        return same;
    }

    /** {@return when it was opened} */
    public Instant since() {
        return since;
    }

    /** {@return when bytes came last, in nanoseconds of the connection's clock} */
    public long lastReceived() {
        return lastReceived;
    }

    /** {@return how many bytes wait to be sent} */
    public int queuedBytes() {
        return outbound.queuedBytes();
    }

    /** {@return the transport, or null while there is none} */
    public synchronized @Nullable Transport transport() {
        return transport;
    }

    /** {@return the name of the transport, for people} */
    public synchronized String transportName() {
        return carriedBy;
    }

    /** Claims the connection for a transport that is being set up. {@return false if another one has it for good, or it has ended} */
    public synchronized boolean reserve() {
        if (state == State.NEW) {
            state = State.RESERVED;
            return true;
        }
        return canResume();
    }

    /** The transport that it was reserved for does not come. */
    public void giveUp(DisconnectReason why) {
        boolean reserved;
        synchronized (this) {
            reserved = state == State.RESERVED;
        }
        if (reserved) {
            end(why);
        }
    }

    /** Carries a reserved connection from now on. {@return false if it has ended meanwhile} */
    public boolean attach(Transport attached) {
        Transport before;
        boolean first;
        synchronized (this) {
            first = state == State.RESERVED;
            if (!first && !canResume()) {
                return false;
            }
            before = transport;
            state = State.ATTACHED;
            transport = attached;
            carriedBy = attached.name();
            lastReceived = nanoTime.getAsLong();
            // Under this lock, so that nobody can end it unattached from now on; Outbound never takes this lock.
            if (first) {
                outbound.attach(attached);
            } else {
                inbound.restart(attached);
                outbound.resume(attached);
            }
        }
        if (before != null) {
            before.close(DisconnectReason.LOST);
        }
        if (first) {
            inbound.open(attached);
        }
        return true;
    }

    @GuardedBy("this")
    private boolean canResume() {
        return resumable && (state == State.PARKED || state == State.ATTACHED);
    }

    /** The client may ask in its handshake that the connection outlives its transport. */
    public void offerResume() {
        resumeOffered = true;
    }

    /** {@return whether it may} */
    public boolean isResumeOffered() {
        return resumeOffered;
    }

    /** From now on the connection outlives its transport, if that is one which may be replaced. To be called once, when nothing counted was sent. */
    public void resumeBy(Resumption.Preface preface) {
        boolean replaceable;
        synchronized (this) {
            replaceable = transport != null && transport.isReplaceable();
            resumable = replaceable;
        }
        outbound.keep(new Resumption(options.resumeBuffer(), preface), replaceable);
    }

    /** The client counts the messages that it is sent: the first one may leave. */
    public void countedByClient() {
        outbound.release();
    }

    /** The client has processed all counted messages up to this number. */
    public void acknowledged(long number) {
        outbound.acknowledge(number);
    }

    /** Takes bytes from the transport, which are not changed afterwards. */
    public void received(byte[] bytes) {
        lastReceived = nanoTime.getAsLong();
        inbound.accept(bytes);
    }

    /**
     * Runs the task when more bytes may come without flooding the connection: at once, or on whichever thread makes room, or when the
     * connection has ended. For transports that can pause reading.
     */
    public void whenRoom(Runnable task) {
        inbound.whenRoom(task);
    }

    /** Takes bytes as {@link #received(byte[])} does; none from a transport that another one has replaced. */
    public void received(Transport from, byte[] bytes) {
        lastReceived = nanoTime.getAsLong();
        inbound.accept(from, bytes);
    }

    /** From the next message on, input is cut where this says. To be called while a message is in hand. */
    public void delimitBy(Delimiter delimiter) {
        inbound.delimitBy(delimiter);
    }

    /** Sends a batch after all others; drops it if no transport carries the connection yet, or it has ended. */
    public void send(Batch batch) {
        outbound.add(batch);
    }

    /**
     * Runs the task, which must not wait, when little waits to be sent: at once, or on whichever thread hears that; never, if the connection
     * ends before. For senders that can pause.
     */
    public void whenWritable(Runnable task) {
        outbound.whenWritable(task);
    }

    /**
     * Sends what a log holds from now on, behind all that was sent before. To be called once.
     *
     * @param format what entries are rendered in
     */
    public void follow(Log log, String format) {
        outbound.follow(log, format);
    }

    /**
     * Sends a batch, and from then on the log's entries for those who watch: the ones appended after this call.
     *
     * <p>To be called by whoever appends those, so that the batch tells what they go on from. A second call only sends.
     */
    public void watch(Batch first) {
        outbound.watch(first);
    }

    /** Sends no more of them. */
    public void unwatch() {
        outbound.unwatch();
    }

    /** {@return whether it can be sent to} */
    public synchronized boolean isOpen() {
        return state == State.ATTACHED || state == State.PARKED;
    }

    /** Runs the listener once when the connection ends, before its handler is told; at once, if it has ended. */
    public void onEnd(Consumer<DisconnectReason> listener) {
        DisconnectReason ended;
        synchronized (this) {
            ended = reason;
            if (ended == null) {
                endListeners.add(listener);
            }
        }
        if (ended != null) {
            listener.accept(ended);
        }
    }

    /** The transport has closed, for this reason. What came before is still delivered. */
    public void transportClosed(DisconnectReason why) {
        conclude(why, false);
        close();
    }

    /** A transport has closed, for this reason; no matter, if another one has replaced it. */
    public void transportClosed(Transport from, DisconnectReason why) {
        if (isCarriedBy(from)) {
            transportClosed(why);
        }
    }

    /** A transport broke without a word of the client, which may come back by another one. */
    public void transportLost(Transport from) {
        boolean parks;
        synchronized (this) {
            parks = state == State.ATTACHED && transport == from && resumable;
            if (parks) {
                state = State.PARKED;
                parked = nanoTime.getAsLong();
                transport = null;
                outbound.park();
            }
        }
        if (parks) {
            from.close(DisconnectReason.LOST);
        } else {
            transportClosed(from, DisconnectReason.LOST);
        }
    }

    private synchronized boolean isCarriedBy(Transport from) {
        return transport == from;
    }

    /** Ends the connection at once; unsent output and unread input are dropped. */
    public void end(DisconnectReason why) {
        conclude(why, true);
        close();
    }

    /**
     * Ends the connection for its hub, sends what waits and these last words, and then closes the transport.
     *
     * @return whether this ended it; false if it had ended already
     */
    public boolean finish(Batch lastWords, DisconnectReason why) {
        boolean ended = conclude(why, true);
        if (ended) {
            outbound.finish(lastWords);
        }
        return ended;
    }

    /** Comes about once a second: ends what waits or stalls for too long. */
    void tick(long nanos) {
        if (outbound.stalledFor(nanos) > options.sendTimeout().toNanos()) {
            end(DisconnectReason.SLOW);
        } else if (transport() != null && isOpen()) {
            tickHandler(nanos);
        } else if (expire(nanos)) {
            end(DisconnectReason.NEVER_ATTACHED);
        } else if (waitsInVain(nanos)) {
            end(DisconnectReason.LOST);
        }
    }

    private void tickHandler(long nanos) {
        try {
            Transport carrier = transport();
            if (carrier != null) {
                carrier.tick(nanos);
            }
            handler.tick(nanos);
        } catch (RuntimeException e) { // the other connections have to hear the tick, too
            handlerFailed(e);
        }
    }

    private synchronized boolean waitsInVain(long nanos) {
        return state == State.PARKED && nanos - parked > options.resumeTimeout().toNanos();
    }

    /** {@return whether it has waited too long for a transport} None gets it from then on. */
    private synchronized boolean expire(long nanos) {
        boolean waits = state == State.NEW || state == State.RESERVED;
        boolean expired = waits && nanos - created > options.attachTimeout().toNanos();
        if (expired) {
            state = State.CONCLUDED;
        }
        return expired;
    }

    private boolean conclude(DisconnectReason why, boolean discardInput) {
        List<Consumer<DisconnectReason>> listeners;
        synchronized (this) {
            if (reason != null) {
                return false;
            }
            reason = why;
            state = State.CONCLUDED;
            listeners = List.copyOf(endListeners);
        }
        onConcluded.accept(this);
        if (discardInput) {
            inbound.discard();
        }
        listeners.forEach(listener -> tell(listener, why));
        inbound.end(why);
        return true;
    }

    private void tell(Consumer<DisconnectReason> listener, DisconnectReason why) {
        try {
            listener.accept(why);
        } catch (RuntimeException e) { // the others have to hear it, and the transport has to be closed
            ConnectionLog.listenerFailed(id, e);
        }
    }

    private void handlerFailed(RuntimeException cause) {
        ConnectionLog.handlerFailed(id, cause);
        end(DisconnectReason.ABORTED);
    }

    private void close() {
        Transport carrier;
        DisconnectReason why;
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            state = State.CLOSED;
            carrier = transport;
            why = reason;
        }
        outbound.close();
        onClosed.accept(this);
        if (carrier != null && why != null) {
            carrier.close(why);
        }
    }

    /** What the outgoing side has to say. */
    private final class Sending implements Outbound.Listener {
        @Override
        public void overflowed() {
            end(DisconnectReason.SLOW);
        }

        @Override
        public void broken(Transport carrier, Throwable cause) {
            ConnectionLog.writeFailed(id, cause);
            transportLost(carrier);
        }

        @Override
        public void finished() {
            close();
        }
    }
}
