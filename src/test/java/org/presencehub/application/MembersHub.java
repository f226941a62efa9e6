package org.presencehub.application;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.presencehub.Cancellation;
import org.presencehub.ClientProxy;
import org.presencehub.Clients;
import org.presencehub.Hub;
import org.presencehub.HubCallerContext;
import org.presencehub.HubMethodName;
import org.presencehub.OnAuthenticationRefreshed;

/** Whose clients stay for longer than one token lasts. An instance per call. */
@Hub(value = "/members", statefulReconnect = true)
public class MembersHub {
    @Inject
    private HubCallerContext caller;

    @Inject
    private Clients<ClientProxy> clients;

    @OnAuthenticationRefreshed
    public void refreshed() {
        clients.caller().send("Refreshed", caller.isUserInRole("boss"));
    }

    @RolesAllowed("boss")
    @HubMethodName("Promote")
    public String promote() {
        return "promoted";
    }

    /** Until nobody waits for the answer, but no longer than a test does. */
    @HubMethodName("Linger")
    public String linger(String name, Cancellation cancellation) throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        cancellation.onRequested(stop::countDown);
        return name + (stop.await(30, TimeUnit.SECONDS) ? " stopped" : " went on");
    }

    @HubMethodName("IsBoss")
    public boolean isBoss() {
        return caller.isUserInRole("boss");
    }

    /** {@return whether the caller is a boss, before and after that time} */
    @HubMethodName("IsStillBoss")
    public boolean[] isStillBoss(int milliseconds) throws InterruptedException {
        boolean before = caller.isUserInRole("boss");
        TimeUnit.MILLISECONDS.sleep(milliseconds);
        return new boolean[] {before, caller.isUserInRole("boss")};
    }
}
