package org.presencehub.application;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.stream.Collector;

/**
 * Gathers all that a client streams. Confined to its publisher, but for the result.
 *
 * @param <T> what is streamed
 * @param <A> what it is gathered in
 * @param <R> what becomes of it
 */
final class Gathering<T, A, R> implements Subscriber<T> {
    private final CompletableFuture<R> result = new CompletableFuture<>();
    private final Collector<? super T, A, R> collector;
    private final A gathered;

    private Gathering(Collector<? super T, A, R> collector) {
        this.collector = collector;
        gathered = collector.supplier().get();
    }

    /** {@return what the collector makes of the whole stream} */
    static <T, A, R> CompletionStage<R> of(Publisher<T> source, Collector<? super T, A, R> collector) {
        Gathering<T, A, R> gathering = new Gathering<>(collector);
        source.subscribe(gathering);
        return gathering.result;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(T item) {
        collector.accumulator().accept(gathered, item);
    }

    @Override
    public void onError(Throwable failure) {
        result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        result.complete(collector.finisher().apply(gathered));
    }
}
