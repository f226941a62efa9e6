package org.presencehub.application;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/** Adds up what it is told. Confined to its publisher, but for the result. */
final class Sum implements Subscriber<Integer> {
    private final CompletableFuture<Integer> result = new CompletableFuture<>();
    private int sum;

    CompletionStage<Integer> result() {
        return result;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Integer number) {
        sum += number;
    }

    @Override
    public void onError(Throwable failure) {
        result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        result.complete(sum);
    }
}
