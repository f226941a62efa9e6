package org.presencehub.application;

import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;

/** Counts from 0, as fast as asked for but with a pause before each number, until its subscriber has enough. Immutable. */
record Counter(int count, int delayMilliseconds, Executor threads) implements Publisher<Integer> {
    @Override
    public void subscribe(Subscriber<? super Integer> subscriber) {
        subscriber.onSubscribe(new Counting(subscriber));
    }

    /** One counting. Thread-safe: guarded by itself. */
    private final class Counting implements Subscription {
        private final Subscriber<? super Integer> subscriber;
        private long requested;
        private int next;
        private boolean busy;
        private boolean done;

        Counting(Subscriber<? super Integer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public synchronized void request(long n) {
            requested = Math.max(requested + n, n); // an overflow is no limit
            proceed();
        }

        @Override
        public synchronized void cancel() {
            done = true;
        }

        private synchronized void proceed() {
            if (busy || done || (requested == 0 && next < count)) {
                return;
            }
            busy = true;
            pause().execute(this::step);
        }

        private Executor pause() {
            return delayMilliseconds == 0 || next == count
                    ? threads
                    : CompletableFuture.delayedExecutor(delayMilliseconds, TimeUnit.MILLISECONDS, threads);
        }

        /** Runs once at a time, as it is due only after the one before. */
        private void step() {
            OptionalInt number = number();
            if (number.isPresent()) {
                subscriber.onNext(number.getAsInt());
                stepped();
            } else if (completed()) {
                subscriber.onComplete();
            }
        }

        private synchronized OptionalInt number() {
            if (done || next == count) {
                return OptionalInt.empty();
            }
            requested--;
            return OptionalInt.of(next++);
        }

        private synchronized void stepped() {
            busy = false;
            proceed();
        }

        private synchronized boolean completed() {
            boolean now = !done;
            done = true;
            return now;
        }
    }
}
