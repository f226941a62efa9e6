package org.presencehub.testing;

import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.lang.reflect.Proxy;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jboss.weld.junit5.WeldInitiator;

/** What a container gives to those who make threads, with nothing of a container behind it. Stateless. */
public final class ContainerThreads implements ManagedThreadFactory {
    private ContainerThreads() {}

    /** Lets {@code ThreadPools} find its resources. */
    public static WeldInitiator.Builder bindTo(WeldInitiator.Builder weld) {
        return weld.bindResource("java:comp/env/org.presencehub.threads.ThreadPools/threads", new ContainerThreads())
                .bindResource("java:comp/env/org.presencehub.threads.ThreadPools/contexts", contexts());
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
        throw new UnsupportedOperationException();
    }

    /** There is but one context, so a contextual proxy is the thing itself. */
    private static ContextService contexts() {
        return (ContextService) Proxy.newProxyInstance(
                ContainerThreads.class.getClassLoader(),
                new Class<?>[] {ContextService.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("createContextualProxy")) {
                        return arguments[0];
                    }
                    throw new UnsupportedOperationException(method.toString());
                });
    }
}
