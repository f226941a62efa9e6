package org.presencehub.clients;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.presencehub.ClientDisconnectedException;
import org.presencehub.protocol.HubMessage.Completion;
import org.presencehub.protocol.HubMessage.Invocation;
import org.presencehub.work.Attempt;

/** What one client was asked and has not answered yet. Thread-safe. */
final class ClientResults {
    /** More than anybody asks of one client at a time. */
    static final int MOST = 1000;

    private static final Logger LOG = System.getLogger("org.presencehub.messaging");

    private final String connectionId;
    private final String hub;
    private final Executor executor;

    @GuardedBy("this")
    private final Map<String, Question> open = new LinkedHashMap<>(0); // the oldest first

    @GuardedBy("this")
    private long asked;

    @GuardedBy("this")
    private boolean ended;

    /**
     * What was asked.
     *
     * @param since nanoseconds
     */
    private record Question(String method, long since, CompletableFuture<Completion> answer) {}

    /**
     * @param hub its path, for the log
     * @param executor where those who wait are told: not on the thread that reads
     */
    ClientResults(String connectionId, String hub, Executor executor) {
        this.connectionId = connectionId;
        this.hub = hub;
        this.executor = executor;
    }

    /** Asks, by a message that is sent, and {@return what will be answered} */
    CompletionStage<Completion> ask(SerializedInvocation question, Consumer<Invocation> send) {
        CompletableFuture<Completion> answer = new CompletableFuture<>();
        String id;
        synchronized (this) {
            if (ended) {
                return CompletableFuture.failedFuture(disconnected());
            }
            if (open.size() == MOST) {
                return CompletableFuture.failedFuture(new IllegalStateException("Connection '" + connectionId + "' has "
                        + MOST + " calls to answer: it is asked nothing more before it does."));
            }
            id = "s" + ++asked; // no bare number: clients number their own calls and streams so
            open.put(id, new Question(question.target(), System.nanoTime(), answer));
        }
        boolean sent = false;
        try {
            send.accept(Invocation.of(id, question.target(), question.arguments()));
            sent = true;
        } finally {
            if (!sent) {
                forget(id);
            }
        }
        return answer;
    }

    private synchronized void forget(String id) {
        open.remove(id);
    }

    /** Takes an answer. {@return whether somebody waits for it} Otherwise it is ignored. */
    boolean answered(Completion completion) {
        Question question;
        synchronized (this) {
            question = open.remove(completion.invocationId());
        }
        if (question != null) {
            executor.execute(() -> question.answer.complete(completion)); // what hangs on an answer is an application's
        }
        return question != null;
    }

    /** Gives up what was asked longer ago than that. */
    void expire(long nanos, Duration timeout) {
        for (Question question : removeOlder(nanos - timeout.toNanos())) {
            Attempt.run(
                    () -> fail(
                            question,
                            new TimeoutException("Connection '" + connectionId + "' did not answer '" + question.method
                                    + "' within " + timeout.toMillis() / 1000.0 + " s.")),
                    this::failed);
        }
    }

    private void failed(Throwable cause) {
        LOG.log(
                Level.ERROR,
                "Connection " + connectionId + " of " + hub + ": somebody who waits for its answer could not be told.",
                cause);
    }

    private synchronized List<Question> removeOlder(long than) {
        if (open.isEmpty()) { // as most are, at each tick
            return List.of();
        }
        List<Question> old = new ArrayList<>();
        open.values().removeIf(question -> question.since - than < 0 && old.add(question));
        return old;
    }

    /** The connection has ended: nobody answers any more. */
    void end() {
        List<Question> left;
        synchronized (this) {
            ended = true;
            left = List.copyOf(open.values());
            open.clear();
        }
        left.forEach(question -> Attempt.run(() -> fail(question, disconnected()), this::failed));
    }

    private void fail(Question question, Exception why) {
        executor.execute(() -> question.answer.completeExceptionally(why));
    }

    private ClientDisconnectedException disconnected() {
        return new ClientDisconnectedException("Connection '" + connectionId + "' disconnected.");
    }
}
