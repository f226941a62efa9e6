/**
 * Serial work: tasks one after the other, tasks by key, waiters for a condition; the clock, and the threads that run all that.
 *
 * <p>Three rules hold everywhere here. Work that cannot be started waits, and a later tick starts it: no thread of somebody else's runs it
 * instead. A task that throws harms no other task. No lock is held while a task runs.
 *
 * <p>Threads are the container's, in bounded pools, one for each purpose: whoever blocks in one pool holds up no other. The container's own
 * executors are shared by all that is deployed, and may have two threads per processor: nothing of ours runs there. What all else depends on
 * has threads that stay.
 *
 * <p>Time has threads of its own, which do nothing that may block, and look after each other: whichever is late is relieved, by the others or
 * by whoever brings work.
 */
@NullMarked
package org.presencehub.work;

import org.jspecify.annotations.NullMarked;
