package org.presencehub.application;

import java.util.OptionalInt;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Counts from 0, as fast as asked for but with a pause before each number, until its subscriber has enough. Immutable. */
record Counter(int count, int delayMilliseconds, ScheduledExecutorService timer) implements Publisher<Integer> {
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
            if (delayMilliseconds > 0 && next < count) {
                timer.schedule(this::step, delayMilliseconds, TimeUnit.MILLISECONDS);
            } else {
                timer.execute(this::step);
            }
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
