package org.presencehub.application;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.presencehub.Hub;
import org.presencehub.HubCallerContext;
import org.presencehub.HubException;
import org.presencehub.HubMethodName;

/** A hub as an application would add it, whose methods misbehave on demand. An instance per call. */
@Hub("/test")
public class TestHub {
    private static final Map<String, CountDownLatch> LATCHES = new ConcurrentHashMap<>();
    private static final long PATIENCE_SECONDS = 60;

    @Inject
    HubCallerContext caller;

    @Inject
    BeanManager beans;

    /** Waits until somebody releases the latch, on a thread of the server. */
    @HubMethodName("Block")
    public boolean block(String latch) throws InterruptedException {
        return latch(latch).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @HubMethodName("Release")
    public void release(String latch) {
        latch(latch).countDown();
    }

    /** Streams what nobody ever puts there. */
    @HubMethodName("Stuck")
    public Stream<Object> stuck() {
        LinkedBlockingQueue<Object> empty = new LinkedBlockingQueue<>();
        return Stream.generate(() -> taken(empty));
    }

    private static Object taken(LinkedBlockingQueue<Object> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The stream was given up", e);
        }
    }

    @HubMethodName("Echo")
    public String echo(String text) {
        return text;
    }

    @HubMethodName("Add")
    public int add(int first, int second) {
        return first + second;
    }

    @HubMethodName("Throw")
    public void fail(String secret) {
        throw new IllegalStateException(secret);
    }

    @HubMethodName("ThrowHub")
    public void failOpenly(String text) {
        throw new HubException(text);
    }

    @HubMethodName("AbortMe")
    public void abort() {
        caller.abort();
    }

    /** Says what of an application's surroundings is there, on a thread where methods may block. */
    @HubMethodName("Surroundings")
    @Transactional
    @SuppressWarnings("BanJNDI") // only the naming service tells whose names a thread sees
    public String surroundings() throws NamingException, ClassNotFoundException {
        InitialContext names = new InitialContext();
        TransactionSynchronizationRegistry transactions =
                (TransactionSynchronizationRegistry) names.lookup("java:comp/TransactionSynchronizationRegistry");
        boolean transaction = transactions.getTransactionStatus() == Status.STATUS_ACTIVE;
        boolean module = !names.lookup("java:module/ModuleName").toString().isEmpty();
        boolean classes =
                Thread.currentThread().getContextClassLoader().loadClass(TestHub.class.getName()) == TestHub.class;
        boolean request = beans.getContext(RequestScoped.class).isActive();
        return (transaction ? "transaction, " : "")
                + (module ? "names, " : "")
                + (classes ? "classes" : "")
                + (request ? " and request on " : "")
                + Thread.currentThread().getName();
    }

    private static CountDownLatch latch(String name) {
        return LATCHES.computeIfAbsent(name, any -> new CountDownLatch(1));
    }
}
