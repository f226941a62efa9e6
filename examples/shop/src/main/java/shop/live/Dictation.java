package shop.live;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** Gathers what a client streams, one line at a time: it is asked for the next when this one is here. */
final class Dictation implements Flow.Subscriber<String> {
    private static final int MOST = 1000;

    private final CompletableFuture<List<String>> result = new CompletableFuture<>();
    private final List<String> lines = new ArrayList<>();
    private Flow.Subscription subscription;

    private Dictation() {}

    static CompletableFuture<List<String>> of(Flow.Publisher<String> lines) {
        Dictation dictation = new Dictation();
        lines.subscribe(dictation);
        return dictation.result;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        subscription.request(1);
    }

    @Override
    public void onNext(String line) {
        lines.add(line);
        if (lines.size() == MOST) {
            subscription.cancel();
            onComplete();
        } else {
            subscription.request(1);
        }
    }

    @Override
    public void onError(Throwable failure) {
        result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        result.complete(lines);
    }
}
