package org.presencehub.hub.stream;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/** Notes what a subscriber is told: items, its error, and "complete". Thread-safe. */
class Notes implements Flow.Subscriber<Object> {
    private final List<Object> told = new CopyOnWriteArrayList<>();

    List<Object> told() {
        return told;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {}

    @Override
    public void onNext(Object item) {
        told.add(item);
    }

    @Override
    public void onError(Throwable cause) {
        told.add(cause);
    }

    @Override
    public void onComplete() {
        told.add("complete");
    }
}
