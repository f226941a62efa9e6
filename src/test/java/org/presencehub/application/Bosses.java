package org.presencehub.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;
import java.util.concurrent.TimeUnit;
import org.presencehub.AuthenticationRefresh;
import org.presencehub.AuthenticationRefreshGate;

/** Lets some users' tokens count at once, others' later or never: by their names. Thread-safe. */
@ApplicationScoped
public class Bosses implements AuthenticationRefreshGate {
    @Override
    public boolean permits(AuthenticationRefresh refresh) {
        Principal after = refresh.after();
        String user = after == null ? "" : after.getName();
        if (user.startsWith("broken")) {
            throw new IllegalStateException("The gate does not work for " + user + ".");
        }
        if (user.startsWith("slow")) {
            think();
        }
        return !user.startsWith("barred");
    }

    private static void think() {
        try {
            TimeUnit.MILLISECONDS.sleep(700);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
