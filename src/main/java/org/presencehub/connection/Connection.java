package org.presencehub.connection;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;
import org.presencehub.connection.inbound.ConnectionHandler;
import org.presencehub.connection.inbound.Delimiter;
import org.presencehub.connection.inbound.Inbound;
import org.presencehub.connection.inbound.InboundMessage;
import org.presencehub.connection.memory.Held;
import org.presencehub.connection.memory.MemoryBudget;
import org.presencehub.connection.memory.Standing;
import org.presencehub.connection.options.ConnectionOptions;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.connection.outbound.Outbound;
import org.presencehub.connection.outbound.Output;
import org.presencehub.connection.outbound.Resumption;
import org.presencehub.connection.outbound.Transport;
import org.presencehub.identity.Caller;
import org.presencehub.lifecycle.Spared;
import org.presencehub.work.Attempt;

/** One client's connection to one hub: a thing of its own, which a socket carries. Thread-safe. */
public final class Connection implements MemoryBudget.Holder {
    private final String hub;
    private final String id;
    private final String token;
    private final KnownCallers callers;
    private final ConnectionOptions options;
    private final MemoryBudget memory;
    private final LongSupplier nanoTime;
    private final ConnectionListener listener;
    private final Consumer<Connection> onConcluded;
    private final Consumer<Connection> onClosed;
    private final Instant since = Instant.now();
    private final Outbound outbound;
    private final Inbound inbound;
    private final TransportSlot slot;
    private final Ending ending;
    private final Held held;
    private final Standing standing;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean ticking = new AtomicBoolean(); // by a thread that may be held up

    private volatile @Nullable String user;
    private volatile boolean resumeOffered;
    private volatile boolean tokenPublic;
    private volatile long lastReceived;
    private volatile Duration goneFor = Duration.ZERO;

    Connection(
            String hub,
            String id,
            String token,
            Caller caller,
            ConnectionOptions options,
            MemoryBudget memory,
            Function<Connection, ConnectionHandler> handlers,
            Delimiter delimiter,
            LongSupplier nanoTime,
            ConnectionListener listener,
            Consumer<Connection> onConcluded,
            Consumer<Connection> onClosed) {
        this.hub = hub;
        this.id = id;
        this.token = token;
        this.options = options;
        this.memory = memory;
        this.nanoTime = nanoTime;
        this.listener = listener;
        user = caller.userId();
        this.onConcluded = onConcluded;
        this.onClosed = onClosed;
        lastReceived = nanoTime.getAsLong();
        ending = new Ending(id);
        held = new Held(memory);
        standing = new Standing(memory);
        callers = new KnownCallers(caller, standing);
        outbound = new Outbound(options.send(), memory, nanoTime, new Sending());
        inbound =
                new Inbound(options.receive(), memory, delimiter, handlers.apply(this), nanoTime, this::handlerFailed);
        slot = new TransportSlot(inbound, outbound, nanoTime);
        standing.token(caller.weight()); // last: what cannot be made counts for nothing
    }

    /** {@return the path of the hub that it is to} */
    public String hub() {
        return hub;
    }

    /** {@return the public id} */
    public String id() {
        return id;
    }

    /** {@return the secret that a transport has to show; never to be logged} */
    public String token() {
        return token;
    }

    /** Its client takes the secret for a public id, as those of version 0 do. */
    public void publishToken() {
        tokenPublic = true;
    }

    /** {@return whether it does} */
    public boolean isTokenPublic() {
        return tokenPublic;
    }

    /** {@return who opened it, with the token that counts} */
    public Caller caller() {
        return callers.current();
    }

    /** {@return who opened it, with the token of then} */
    public Caller opener() {
        return callers.opener();
    }

    /** {@return those whose tokens are still shown by requests that are under way} */
    public List<Caller> knownCallers() {
        return callers.all();
    }

    /** {@return what somebody is to the connection who shows a token for it} */
    public ShownToken judge(Caller shown) {
        return callers.judge(shown);
    }

    /** Has the token count from now on, if it may. {@return what it was until now} The user stays, and so does all that belongs to the connection. */
    @CanIgnoreReturnValue
    public ShownToken refresh(Caller shown) {
        return callers.refresh(shown);
    }

    /** Has the application hear, in the connection's order, that another token counts. */
    public void refreshed() {
        if (isOpen()) {
            inbound.handler().refreshed();
        }
    }

    /** Runs the task, which must not wait, behind all that has come, until its turn is done; never, if what waits is discarded before. */
    public void inTurn(Consumer<InboundMessage> task) {
        inbound.inTurn(task);
    }

    /** {@return the user that it belongs to, or null if nobody knows} */
    public @Nullable String user() {
        return user;
    }

    /** Says to which user it belongs, if no token does. */
    public void bindUser(String userId) {
        user = userId;
    }

    /** {@return when it was opened} */
    public Instant since() {
        return since;
    }

    /** {@return for how many nanoseconds the client has been silent: 0 while a message has its turn, which may keep it from being read} */
    public long silentFor(long nanos) {
        return Math.min(nanos - lastReceived, inbound.idleFor(nanos));
    }

    /** The client could not be heard until now. */
    void excuse() {
        lastReceived = nanoTime.getAsLong();
    }

    /** Of the time until now the server has kept the client waiting for so many nanoseconds: that much was not the client's. */
    public void excuse(long late, long now) {
        lastReceived = Math.min(now, lastReceived + late);
        outbound.excuse(late, now);
        slot.excuse(late, now);
        inbound.handler().excuse(late);
    }

    /** {@return where to send to it} */
    public Output output() {
        return outbound;
    }

    /** {@return the transport, or null while there is none} */
    public @Nullable Transport transport() {
        return slot.transport();
    }

    /** {@return whether a transport has come for it} */
    public boolean hasBegun() {
        return slot.hasBegun();
    }

    /** {@return the name of the transport, in SignalR's words, or "none"} */
    public String transportName() {
        return transportKind().map(HubTransport::title).orElse("none");
    }

    /** {@return which kind of transport carries it, or did last, if one has come for it} */
    public Optional<HubTransport> transportKind() {
        return slot.kind();
    }

    /** {@return whether the connection is claimed for a transport that is being set up} Not if another one has it for good, or it has ended. */
    public boolean reserve() {
        return slot.reserve();
    }

    /** The transport that it was reserved for does not come. */
    public void giveUp(DisconnectReason why) {
        if (slot.isReserved()) {
            end(why);
        }
    }

    /** {@return whether this transport carries the reserved connection from now on} Not if it has ended meanwhile. */
    public boolean attach(Transport carrier) {
        lastReceived = nanoTime.getAsLong(); // before, so that nobody finds it silent
        return slot.attach(carrier);
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
        outbound.keep(new Resumption(options.resume().bufferSize(), preface), slot.allowResume());
    }

    /** The client counts the messages that it is sent: the first one may leave. */
    public void countedByClient() {
        outbound.counted();
    }

    /** The client has processed all counted messages up to this number. */
    public void acknowledged(long number) {
        outbound.acknowledge(number);
    }

    /** {@return whether the server has memory for more input} Where it has none, whoever can refuse should. */
    public boolean mayHoldMore() {
        return memory.relieve();
    }

    /** {@return whether all that the client sent was served, or nobody will} */
    boolean isServed() {
        return inbound.isServed();
    }

    /** Counts bytes of the client that are held elsewhere, or counts them no more. May be called with a lock: it closes nobody. */
    public void hold(long bytes) {
        held.add(bytes);
    }

    /** The server keeps so many bytes for the request that carries it now, and for none that did so before. */
    public void carriedByRequestOf(long bytes) {
        standing.request(bytes);
        memory.relieve();
    }

    /** The groups that it is in take so many bytes more, or less. May be called with a lock: it closes nobody. */
    public void inGroupsOf(long more) {
        standing.groups(more);
    }

    @Override
    public long heldBytes() {
        return inbound.heldBytes() + outbound.heldBytes() + held.bytes() + standing.bytes();
    }

    /** What waits is dropped, or it would be held until a client that may not read has read it. */
    @Override
    public void overloaded(long bytes, long limit) {
        boolean cut = hasEnded();
        cut |= outbound.drop();
        inbound.overloaded(bytes, limit);
        if (cut) {
            end(DisconnectReason.OVERLOADED);
        }
    }

    /** Takes bytes from the transport, which are not changed afterwards. */
    public void received(byte[] bytes) {
        note(bytes);
        inbound.accept(bytes);
    }

    /** The client has shown by other means than a message that it is there. */
    public void heard(Transport from) {
        if (slot.isCarriedBy(from)) {
            lastReceived = nanoTime.getAsLong();
        }
    }

    private void note(byte[] bytes) {
        lastReceived = nanoTime.getAsLong();
        listener.received(this, bytes.length);
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
        note(bytes);
        inbound.accept(from, bytes);
    }

    /** From the next message on, input is cut where this says, and this handler has the connection. To be called while a message is received. */
    public void continueWith(Delimiter delimiter, ConnectionHandler handler) {
        inbound.continueWith(delimiter, handler);
    }

    /** {@return whether its end is decided} */
    public boolean hasEnded() {
        return ending.reason() != null;
    }

    /** {@return whether it can be sent to} */
    public boolean isOpen() {
        return slot.isOpen();
    }

    /** Runs the listener once when the connection ends, before its handler is told; at once, if it has ended. */
    public void onEnd(Consumer<DisconnectReason> listener) {
        ending.onEnd(listener);
    }

    /** The transport has closed, for this reason. What came before is still delivered. */
    public void transportClosed(DisconnectReason why) {
        conclude(why, false);
        close();
    }

    /** A transport has closed, for this reason; no matter, if another one has replaced it. */
    public void transportClosed(Transport from, DisconnectReason why) {
        if (slot.isCarriedBy(from)) {
            transportClosed(why);
        }
    }

    /** The client was found to be gone so long ago, and has not come back. */
    public void clientGone(Duration ago) {
        goneFor = ago;
        transportClosed(DisconnectReason.LOST);
    }

    /** {@return for how long the client had been known to be gone before the end} */
    public Duration goneFor() {
        return goneFor;
    }

    /** A transport broke without a word of the client, which may come back by another one. */
    public void transportLost(Transport from) {
        if (!slot.park(from)) {
            transportClosed(from, DisconnectReason.LOST);
        }
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

    /**
     * Ends the connection for its hub, as {@link #finish} does, but what came before is still delivered.
     */
    public void leave(Batch lastWords, DisconnectReason why) {
        if (conclude(why, false)) {
            outbound.finish(lastWords);
        }
    }

    /** Has the client told that it may come again, and ends. {@return whether it did, and is not spared still} */
    boolean sendAway(Spared spared) {
        if (inbound.isServing() && spared.calls()) {
            return false;
        }
        if (isOpen() && inbound.handler().sendAway(DisconnectReason.DRAINING)) {
            return true;
        }
        if (spared.arrivals()) {
            return false;
        }
        end(DisconnectReason.DRAINING);
        return true;
    }

    /** Ends the connection, whose client is told why if it is there. Where the end is decided already, last words may still be on their way. */
    public void sendAway(DisconnectReason why) {
        if (hasEnded()) {
            return;
        }
        if (!isOpen() || !inbound.handler().sendAway(why)) {
            end(why);
        }
    }

    /** Comes about once a second. Who is held up here keeps only this connection from being told the time. */
    public void tick(long nanos) {
        if (ticking.compareAndSet(false, true)) {
            try {
                expire(nanos);
            } finally {
                ticking.set(false);
            }
        }
    }

    /** Ends what waits or stalls for too long. */
    private void expire(long nanos) {
        outbound.tick(nanos);
        if (outbound.isStalled(nanos)) {
            end(DisconnectReason.SLOW);
        } else if (slot.expire(nanos, options.attachTimeout())) {
            end(DisconnectReason.NEVER_ATTACHED);
        } else if (slot.isForsaken(nanos, options.resume().timeout())) {
            end(DisconnectReason.LOST);
        } else {
            tickParts(nanos);
        }
    }

    /** The transport hears of the time also while last words are on their way, the handler also while there is no transport. */
    private void tickParts(long nanos) {
        try {
            Transport carrier = transport();
            if (carrier != null) {
                carrier.tick(nanos);
            }
            if (isOpen()) {
                inbound.handler().tick(nanos);
            }
        } catch (RuntimeException | Error e) { // the other connections have to hear the tick, too
            handlerFailed(e);
        }
    }

    private boolean conclude(DisconnectReason why, boolean discardInput) {
        if (!ending.decide(why)) {
            return false;
        }
        // Each in any case: nobody else does it, now that the end is decided.
        attempt(slot::end);
        attempt(standing::end);
        attempt(() -> listener.ended(this, why));
        if (discardInput) {
            attempt(inbound::discard);
        }
        attempt(() -> onConcluded.accept(this));
        attempt(() -> ending.inform(why));
        attempt(() -> inbound.end(why));
        return true;
    }

    private void attempt(Runnable step) {
        Attempt.run(step, cause -> ConnectionLog.handlerFailed(id, cause));
    }

    private void handlerFailed(Throwable cause) {
        ConnectionLog.handlerFailed(id, cause);
        end(DisconnectReason.ABORTED);
    }

    private void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        attempt(outbound::close);
        attempt(() -> onClosed.accept(this));
        Transport carrier = transport();
        DisconnectReason why = ending.reason();
        if (carrier != null && why != null) {
            attempt(() -> carrier.close(why));
        }
    }

    /** What the outgoing side has to say. */
    private final class Sending implements Outbound.Listener {
        @Override
        public void broken(Transport carrier, Throwable cause) {
            ConnectionLog.writeFailed(id, cause);
            transportLost(carrier);
        }

        @Override
        public void sent(int bytes) {
            listener.sent(Connection.this, bytes);
        }

        @Override
        public void finished() {
            close();
        }
    }
}
