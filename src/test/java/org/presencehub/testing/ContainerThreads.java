package org.presencehub.testing;

import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.lang.reflect.Proxy;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadFactory;
import org.jboss.weld.junit5.WeldInitiator;

/** What a container gives to those who make threads, with nothing of a container behind it. Stateless. */
public final class ContainerThreads implements ManagedThreadFactory {
    private ContainerThreads() {}

    /** Lets {@code ThreadPools} find its resources. */
    public static WeldInitiator.Builder bindTo(WeldInitiator.Builder weld) {
        return weld.bindResource("java:comp/env/org.presencehub.work.ThreadPools/threads", new ContainerThreads())
                .bindResource("java:comp/env/org.presencehub.work.ThreadPools/contexts", contexts());
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

    /** The context is the class loader. */
    private static ContextService contexts() {
        return (ContextService) Proxy.newProxyInstance(
                ContainerThreads.class.getClassLoader(),
                new Class<?>[] {ContextService.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("createContextualProxy")
                            && arguments[0] instanceof ThreadFactory threads) {
                        return inContext(threads, Thread.currentThread().getContextClassLoader());
                    }
                    throw new UnsupportedOperationException(method.toString());
                });
    }

    private static ThreadFactory inContext(ThreadFactory threads, ClassLoader context) {
        return task -> {
            Thread thread = threads.newThread(task);
            thread.setContextClassLoader(context);
            return thread;
        };
    }
}
