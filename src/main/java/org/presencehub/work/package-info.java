/**
 * Serial work: tasks one after the other, tasks by key, waiters for a condition, and the threads that run them.
 *
 * <p>Three rules hold everywhere here. Work that cannot be started waits, and a later tick starts it: no thread of somebody else's runs it
 * instead. A task that throws harms no other task. No lock is held while a task runs.
 *
 * <p>Threads are the container's, in bounded pools, one for each purpose: whoever blocks in one pool holds up no other. The container's own
 * executor is shared by the whole application, and may have two threads per processor.
 */
@NullMarked
package org.presencehub.work;

import org.jspecify.annotations.NullMarked;
