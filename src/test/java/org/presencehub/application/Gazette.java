package org.presencehub.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.presencehub.OnlineUsers;
import org.presencehub.UserCameOnline;
import org.presencehub.UserWentOffline;

/** Notes who came and went, and blocks or throws on users whose ids ask for it. Thread-safe. */
@ApplicationScoped
public class Gazette {
    private static final long PATIENCE_SECONDS = 60;

    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);

    @Inject
    private OnlineUsers online;

    void came(@Observes UserCameOnline event) throws InterruptedException {
        note("+" + event.user() + (online.isOnline(event.user()) ? " is online" : " is not"), event.user());
    }

    void went(@Observes UserWentOffline event) throws InterruptedException {
        note(
                "-" + event.user() + " " + event.reason().code()
                        + (online.isOnline(event.user()) ? " is online" : " is not"),
                event.user());
    }

    void cameLater(@ObservesAsync UserCameOnline event) throws InterruptedException {
        note("later +" + event.user(), event.user());
    }

    void wentLater(@ObservesAsync UserWentOffline event) throws InterruptedException {
        note("later -" + event.user(), event.user());
    }

    private void note(String what, String user) throws InterruptedException {
        notes.add(what + " on " + Thread.currentThread().getName());
        if (user.startsWith("blocking")) {
            notes.add("released " + released.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        if (user.startsWith("throwing")) {
            throw new IllegalStateException("An observer failed on purpose");
        }
    }

    /** {@return what was noted of users whose ids have this ending, in order} */
    public List<String> about(String ending) {
        return notes.stream().filter(note -> note.contains(ending)).toList();
    }

    /** Lets everybody go on who blocks, and nobody block any more. */
    public void release() {
        released.countDown();
    }
}
