package org.presencehub.work;

/** A bean that is told the time. Thread-safety is up to each. */
public interface Ticking {
    /** Comes about once a second, from one thread at a time; must not block. */
    void tick();
}
