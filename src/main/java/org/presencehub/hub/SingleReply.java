package org.presencehub.hub;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Answers with what a method returns, or, if that is a stage, with what that completes with. Confined to one call. */
final class SingleReply implements Reply {
    private final Request request;
    private final Answers answers;
    private final Runnable pending;
    private final Runnable over;

    /**
     * @param pending runs when the answer waits for a stage
     * @param over runs when the answer is queued
     */
    SingleReply(Request request, Answers answers, Runnable pending, Runnable over) {
        this.request = request;
        this.answers = answers;
        this.pending = pending;
        this.over = over;
    }

    @Override
    public void returned(@Nullable Object result) {
        if (result instanceof CompletionStage<?> stage) {
            pending.run();
            stage.whenComplete(this::completed);
        } else {
            completed(result, null);
        }
    }

    private void completed(@Nullable Object result, @Nullable Throwable cause) {
        try {
            if (cause == null) {
                answers.result(request, result);
            } else {
                answers.threw(request, cause);
            }
        } catch (RuntimeException | Error e) { // the result cannot be bound, or is too deep
            answers.threw(request, e);
        } finally {
            over.run();
        }
    }

    @Override
    public void threw(Throwable cause) {
        answers.threw(request, cause);
        over.run();
    }

    @Override
    public void refused(Refusal refusal) {
        answers.refuse(request, refusal);
        over.run();
    }
}
