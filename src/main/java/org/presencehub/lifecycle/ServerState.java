package org.presencehub.lifecycle;

import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import javax.management.AttributeChangeNotification;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;

/**
 * What WildFly says of itself: that it is suspended, resumed, or about to stop. Thread-safe.
 *
 * <p>Its MBean tells so before anything else happens, and goes on when its listeners have returned. At a SIGTERM that is the one moment at which
 * an application is still served, so whoever empties it may take the time. Other servers have no such MBean.
 */
final class ServerState implements NotificationListener {
    private static final String NAME = "jboss.root:type=state";
    private static final String RUNNING_STATE = "RunningState";

    private final Consumer<Boolean> onSuspended;
    private final Runnable onEnd;
    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private volatile boolean watching;
    private volatile boolean suspended;

    /**
     * @param onSuspended hears whether the server is suspended, when that changes
     * @param onEnd may block, and comes more than once
     */
    ServerState(Consumer<Boolean> onSuspended, Runnable onEnd) {
        this.onSuspended = onSuspended;
        this.onEnd = onEnd;
    }

    void watch() {
        try {
            ObjectName name = new ObjectName(NAME);
            if (beans.isRegistered(name)) {
                beans.addNotificationListener(name, this, null, null);
                watching = true;
            }
        } catch (JMException e) {
            LifecycleLog.stateUnknown(e);
        }
    }

    /** The server would keep the application's class loader. */
    void forget() {
        if (!watching) {
            return;
        }
        watching = false;
        try {
            beans.removeNotificationListener(new ObjectName(NAME), this);
        } catch (JMException e) {
            LifecycleLog.stateUnknown(e);
        }
    }

    @Override
    public void handleNotification(Notification notification, Object nothing) {
        if (notification instanceof AttributeChangeNotification change
                && RUNNING_STATE.equals(change.getAttributeName())) {
            handle(String.valueOf(change.getOldValue()), String.valueOf(change.getNewValue()));
        }
    }

    /** A server that ends is suspended first; one that starts is, too, for a moment. */
    private void handle(String before, String state) {
        switch (state) {
            case "stopping" -> onEnd.run();
            case "suspending", "suspended" -> {
                if (isJvmEnding()) {
                    onEnd.run();
                } else if (!before.equals("starting")) {
                    suspend(true);
                }
            }
            case "normal" -> suspend(false);
            default -> {}
        }
    }

    private void suspend(boolean now) {
        if (suspended != now) {
            suspended = now;
            onSuspended.accept(now);
        }
    }

    private static boolean isJvmEnding() {
        Thread never = new Thread(() -> {}, "never started");
        try {
            Runtime.getRuntime().addShutdownHook(never);
            Runtime.getRuntime().removeShutdownHook(never);
            return false;
        } catch (IllegalStateException e) { // it says so
            return true;
        }
    }
}
