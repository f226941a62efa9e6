package org.presencehub.hub.stream;

import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.presencehub.connection.Connection;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.hub.answer.CompletionWriter;
import org.presencehub.hub.answer.Refusal;
import org.presencehub.hub.answer.Reply;
import org.presencehub.protocol.HubMessage.Completion;
import org.presencehub.work.DrainLoop;

/**
 * Answers with a stream: items, then one completion without a result (HubProtocol.md, Streaming). Thread-safe, whatever the publisher does.
 *
 * <p>The publisher is asked for one item at a time, when the one before has been queued and little waits to be sent: a client that reads
 * slowly makes it wait.
 */
public final class ServerStream implements Reply, Flow.Subscriber<Object> {
    /** Then others who wait for a thread have their turn. */
    private static final int BURST = 64;

    private final CompletionWriter completions;
    private final Connection connection;
    private final Executor executor;
    private final String id;
    private final String target;
    private final Runnable over;
    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
    private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();
    private final AtomicBoolean awaited = new AtomicBoolean(); // an item, by us
    private final AtomicInteger wanted = new AtomicInteger(); // requests that are to be made
    private final DrainLoop requests; // a publisher may emit while it is asked
    private volatile @Nullable Thread emitting;
    private boolean sentAtOnce; // confined to the thread that emits

    private enum State {
        /** Items may come. */
        RUNNING,
        /** None will come; the completion waits behind the last. */
        ENDING,
        /** What waits is not sent. */
        CANCELLED
    }

    /**
     * @param executor runs what may wait in the publisher; the call goes on while it does
     * @param over runs when the stream is over, before the client is told; may run twice
     */
    public ServerStream(
            CompletionWriter completions,
            Connection connection,
            Executor executor,
            String id,
            String target,
            Runnable over) {
        this.completions = completions;
        this.connection = connection;
        this.executor = executor;
        this.id = id;
        this.target = target;
        this.over = over;
        requests = new DrainLoop(executor, BURST, this::nextRequest, this::onError);
    }

    @Override
    public void returned(@Nullable Object result) {
        if (result == null) {
            refused(completions.noStream(target));
            return;
        }
        try {
            publisher(result).subscribe(this);
        } catch (RuntimeException | Error e) { // a publisher must not throw
            onError(e);
        }
    }

    @SuppressWarnings("unchecked") // what items are is for the binding to see
    private Flow.Publisher<Object> publisher(Object result) {
        return result instanceof Stream<?> stream
                ? new PulledStream(stream, executor, this::failedToCancel)
                : new ForeignPublisher((Flow.Publisher<Object>) result, executor, this::failedToCancel);
    }

    @Override
    public void threw(Throwable cause) {
        complete(Completion.failure(id, completions.failure(target, cause)));
    }

    @Override
    public void refused(Refusal refusal) {
        completions.log(target, refusal, true);
        complete(Completion.failure(id, refusal.told()));
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        if (!subscription.compareAndSet(null, given)) {
            given.cancel(); // Reactive Streams, 2.5
        } else if (state.get() == State.CANCELLED) {
            cancelSubscription();
        } else {
            replenish();
        }
    }

    @Override
    public void onNext(@Nullable Object item) {
        if (state.get() != State.RUNNING) {
            return;
        }
        if (!awaited.compareAndSet(true, false)) {
            broke(new IllegalStateException("The publisher emitted an item that nobody had asked for."));
            return;
        }
        Batch message;
        try {
            message = completions.item(id, item);
        } catch (RuntimeException | Error e) { // it cannot be bound, or is too deep
            broke(e);
            return;
        }
        emitting = Thread.currentThread();
        connection.output().whenWritable(() -> send(message));
        emitting = null;
        if (sentAtOnce) {
            sentAtOnce = false;
            replenishHere();
        }
    }

    private void send(Batch message) {
        if (state.get() != State.CANCELLED) {
            connection.output().send(message);
            if (emitting == Thread.currentThread()) {
                sentAtOnce = true; // a publisher is not asked from within the sending
            } else {
                replenish();
            }
        }
    }

    @Override
    public void onComplete() {
        complete(Completion.empty(id));
    }

    @Override
    public void onError(Throwable cause) {
        if (state.get() == State.RUNNING) {
            complete(completions.broken(id, target, cause));
        }
    }

    private void broke(Throwable cause) {
        onError(cause);
        cancelSubscription();
    }

    private void complete(Completion completion) {
        if (end(State.ENDING)) {
            answer(completion);
        }
    }

    /** The client wants no more: it hears once that this is the end. */
    public void cancel() {
        if (end(State.CANCELLED)) {
            cancelSubscription();
            answer(Completion.empty(id));
        }
    }

    /** The connection has ended. */
    public void drop() {
        boolean ran = state.getAndSet(State.CANCELLED) == State.RUNNING;
        over.run();
        if (ran) {
            cancelSubscription();
        }
    }

    private boolean end(State end) {
        return state.compareAndSet(State.RUNNING, end);
    }

    private void answer(Completion completion) {
        connection.output().whenWritable(() -> {
            over.run();
            completions.complete(completion);
        });
    }

    private void cancelSubscription() {
        Flow.Subscription given = subscription.get();
        if (given != null) {
            given.cancel();
        }
    }

    private void failedToCancel(Throwable cause) {
        completions.failed("Ending the stream of '" + target + "'", cause);
    }

    /** One more item may come, and is asked for where hub methods may block. */
    private void replenish() {
        wanted.incrementAndGet();
        requests.start();
    }

    /** As well on the publisher's own thread. */
    private void replenishHere() {
        wanted.incrementAndGet();
        requests.run();
    }

    private @Nullable Runnable nextRequest() {
        if (wanted.get() == 0) {
            return null;
        }
        wanted.decrementAndGet();
        return this::requestOne;
    }

    private void requestOne() {
        Flow.Subscription given = subscription.get();
        if (given != null && state.get() == State.RUNNING) {
            awaited.set(true);
            try {
                given.request(1);
            } catch (RuntimeException | Error e) { // it must not throw
                onError(e);
            }
        }
    }
}
