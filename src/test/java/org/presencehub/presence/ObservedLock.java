package org.presencehub.presence;

import java.util.concurrent.locks.ReentrantLock;

/** Counts how often it is taken, and runs something after it was given back. Confined to one thread. */
@SuppressWarnings("serial") // never serialized
final class ObservedLock extends ReentrantLock {
    private int taken;
    private Runnable next = () -> {};

    @Override
    public void lock() {
        super.lock();
        taken++;
    }

    @Override
    public void unlock() {
        super.unlock();
        Runnable due = next;
        next = () -> {};
        due.run();
    }

    /** {@return how often it was taken since this was asked last} */
    int taken() {
        int count = taken;
        taken = 0;
        return count;
    }

    /** Runs this once, when the lock is given back next: as another thread that waited for it would. */
    void whenFree(Runnable task) {
        next = task;
    }
}
