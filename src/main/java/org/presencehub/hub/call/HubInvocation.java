package org.presencehub.hub.call;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.presencehub.connection.inbound.InboundMessage;
import org.presencehub.hub.answer.CompletionWriter;
import org.presencehub.hub.answer.ConcurrentCallLimit;
import org.presencehub.hub.answer.Refusal;
import org.presencehub.hub.answer.Reply;
import org.presencehub.hub.definition.HubMethod;
import org.presencehub.hub.definition.UnfitArgumentException;
import org.presencehub.hub.runtime.CallerContext;
import org.presencehub.hub.runtime.HubCall;
import org.presencehub.hub.runtime.HubRuntime;
import org.presencehub.hub.stream.ClientStream;
import org.presencehub.identity.Caller;
import org.presencehub.protocol.HubMessage.MethodInvocation;
import org.presencehub.work.Attempt;

/**
 * One call of a hub method, from its message to its completion. Thread-safe: it is called by the thread that reads, the one that runs the
 * method, and whichever completes what the method returned, one after the other.
 */
final class HubInvocation implements HubCall, Reply {
    private final HubRuntime hub;
    private final CallerContext context;
    private final CompletionWriter completions;
    private final ConcurrentCallLimit limit;
    private final MethodInvocation request;
    private final InboundMessage message;
    private final Consumer<HubInvocation> onAnswer;
    private final AtomicReference<State> state = new AtomicReference<>(State.IN_ORDER);
    private volatile Caller caller;
    private volatile boolean cancelled;
    private volatile @Nullable CallCancellation cancellation; // null unless the method asks
    private volatile @Nullable CompletionStage<?> stage; // that the method has returned
    private volatile long held; // bytes that its connection counts for it
    private Runnable onCompletion = () -> {}; // set before the method is called
    private Runnable onReturn = () -> {}; // confined to the thread that runs the method

    private enum State {
        /** The next call waits for this one. */
        IN_ORDER,
        /** The next call does not wait: this one streams, or has asked a client. */
        YIELDED,
        /** The method has returned a stage, and the next call waits for it. */
        PENDING,
        /** Answered. */
        COMPLETED
    }

    /**
     * @param limit holds for it once it gives up its place in the order
     * @param message ends its turn when the next call need not wait any more
     * @param onAnswer hears once that it is answered, or nobody wants an answer
     */
    HubInvocation(
            HubRuntime hub,
            CallerContext context,
            CompletionWriter completions,
            ConcurrentCallLimit limit,
            MethodInvocation request,
            InboundMessage message,
            Consumer<HubInvocation> onAnswer) {
        this.hub = hub;
        this.context = context;
        this.completions = completions;
        this.limit = limit;
        this.request = request;
        this.message = message;
        this.onAnswer = onAnswer;
        caller = context.caller();
    }

    @Override
    public CallerContext context() {
        return context;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    /** The call has its turn: the token that counts now is the one that it is judged by, and that it keeps. */
    void begin() {
        caller = context.caller();
    }

    MethodInvocation request() {
        return request;
    }

    /** Nobody waits for the answer any more. The method hears of it if it asks; what it has returned is cancelled; else it goes on. */
    void cancel() {
        cancelled = true;
        requestCancellation();
        CompletionStage<?> pending = stage;
        if (pending != null) {
            cancel(pending);
        }
    }

    /** The client is gone. A method that reads what it streams hears of that there, and completes what it has returned by itself. */
    void abandon() {
        if (request.streamIds().isEmpty()) {
            cancel();
        } else {
            requestCancellation();
        }
    }

    private void requestCancellation() {
        CallCancellation asking = cancellation;
        if (asking != null) {
            asking.request();
        }
    }

    private void cancel(CompletionStage<?> pending) {
        Attempt.run(() -> pending.toCompletableFuture().cancel(false), this::failedToCancel);
    }

    private void failedToCancel(Throwable cause) {
        completions.failed("Cancelling '" + request.target() + "'", cause);
    }

    /** {@return whether it was cancelled} */
    boolean isCancelled() {
        return cancelled;
    }

    /** {@return whether its method runs, and wants to know when it is cancelled} */
    boolean isListening() {
        return cancellation != null && state.get() != State.COMPLETED;
    }

    /** {@return whether nobody waits for the answer} */
    boolean isAbandoned() {
        return cancelled || context.client().hasEnded();
    }

    private CallCancellation cancellation() {
        CallCancellation asking = new CallCancellation(this::failedToCancel);
        cancellation = asking;
        if (isAbandoned()) { // looked at behind: whoever cancels looks in the opposite order
            asking.request();
        }
        return asking;
    }

    /**
     * The next call does not wait for this one.
     *
     * @param whenCompleted runs once, when this one is answered
     */
    void runConcurrently(Runnable whenCompleted) {
        onCompletion = whenCompleted;
        state.set(State.YIELDED);
        hold();
        message.done();
    }

    /** The message counts no more as one that is served, but this holds it until it is answered. */
    private void hold() {
        held = message.to() - message.from() + request.arguments().weight();
        context.client().connection().hold(held);
    }

    /** For a method that asks a client, which may be the one that waits for this call. */
    @Override
    public void yieldOrder() {
        if (state.get() == State.IN_ORDER) {
            limit.refusal().ifPresent(refusal -> {
                throw refusal;
            });
            onReturn = limit.acquire().part(() -> {});
            state.set(State.YIELDED);
            hold();
            hub.threads()
                    .prompt()
                    .execute(message::done); // what is next must not run in the midst of this one's transaction
        }
    }

    /**
     * Calls the method.
     *
     * @param streams what the client sends
     * @param reply takes what becomes of it: this, or a stream
     */
    void run(HubMethod method, List<ClientStream> streams, Reply reply) {
        try {
            call(method, streams, reply);
        } finally {
            onReturn.run();
        }
    }

    private void call(HubMethod method, List<ClientStream> streams, Reply reply) {
        @Nullable Object[] arguments;
        @Nullable Object result;
        try {
            arguments = method.bind(request.arguments(), streams, this::cancellation, hub.binding());
        } catch (UnfitArgumentException e) {
            reply.refused(new Refusal(hub.errors().argumentTypes(request.target(), e), e::sentence));
            return;
        } catch (RuntimeException | Error e) { // of a class that cannot be loaded, say
            reply.threw(e);
            return;
        }
        try {
            result = hub.invoker().invoke(this, method.method(), arguments);
        } catch (Exception | Error e) { // whatever it is, the connection's next call is to be run
            reply.threw(e);
            return;
        }
        reply.returned(result);
    }

    @Override
    public void returned(@Nullable Object result) {
        if (result instanceof CompletionStage<?> pending) {
            if (state.compareAndSet(State.IN_ORDER, State.PENDING)) {
                message.endWithConnection(); // what never completes must not keep the hub from hearing of the end
            }
            stage = pending;
            if (cancelled || (isAbandoned() && request.streamIds().isEmpty())) {
                cancel(pending);
            }
            pending.whenComplete(this::completed);
        } else {
            completed(result, null);
        }
    }

    private void completed(@Nullable Object result, @Nullable Throwable cause) {
        try {
            if (cause == null) {
                completions.result(request, result);
            } else {
                completions.threw(request, cause, cancelled);
            }
        } catch (RuntimeException | Error e) { // the result cannot be bound, or is too deep
            completions.threw(request, e, false);
        } finally {
            complete();
        }
    }

    @Override
    public void threw(Throwable cause) {
        try {
            completions.threw(request, cause, cancelled);
        } finally {
            complete();
        }
    }

    @Override
    public void refused(Refusal refusal) {
        try {
            completions.refuse(request, refusal);
        } finally {
            complete();
        }
    }

    /** The answer is queued, or nobody wants one. */
    void complete() {
        if (state.getAndSet(State.COMPLETED) != State.COMPLETED) {
            if (held > 0) {
                context.client().connection().hold(-held);
            }
            CallCancellation asking = cancellation;
            if (asking != null) {
                asking.end();
            }
            stage = null;
            try {
                onAnswer.accept(this);
                onCompletion.run();
            } finally {
                message.done();
            }
        }
    }
}
