package org.presencehub.application;

import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/**
 * A stream without items and without an end. Immutable.
 *
 * @param cancelled runs when its subscriber has waited enough
 */
record Silence(Runnable cancelled) implements Publisher<String> {
    @Override
    public void subscribe(Subscriber<? super String> subscriber) {
        subscriber.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {
                cancelled.run();
            }
        });
    }
}
