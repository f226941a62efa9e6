package org.presencehub.work;

/** A bean that is told the time. Thread-safety is up to each. */
public interface Ticking {
    /**
     * Comes about once a second; must not block.
     *
     * <p>By one thread at a time, unless that is held up in it for seconds: then another one goes on.
     */
    void tick();
}
