package org.presencehub.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.presencehub.HubException;
import org.presencehub.messaging.ConnectedClient;
import org.presencehub.protocol.HubMessage.CancelInvocation;
import org.presencehub.protocol.HubMessage.Completion;
import org.presencehub.protocol.HubMessage.Invocation;
import org.presencehub.protocol.HubMessage.StreamInvocation;
import org.presencehub.protocol.HubMessage.StreamItem;

/**
 * Calls hub methods for one client, and takes what belongs to their streams (HubProtocol.md, Invocations). What comes from the client is
 * handed over by one thread at a time.
 */
final class InvocationDispatcher {
    /** More than any page shows at a time; each may hold a thread. */
    static final int MOST_STREAMING = 100;

    private final RunningHub hub;
    private final ConnectedClient client;
    private final HubCall call;
    private final Answers answers;
    private final Pace pace;
    private final OutgoingStreams streams = new OutgoingStreams();
    private final Uploads uploads;
    private final CallRate rate;
    private final AtomicInteger streaming = new AtomicInteger(); // calls beside the order
    private long dropped; // calls above the rate that want no answer

    @GuardedBy("this")
    private @Nullable Runnable held; // gives back the place of a call that waits for its stage

    @GuardedBy("this")
    private boolean disconnected;

    InvocationDispatcher(RunningHub hub, ConnectedClient client, HubCall call) {
        this.hub = hub;
        this.client = client;
        this.call = call;
        answers = new Answers(hub, client);
        pace = new Pace(client.connection());
        uploads = new Uploads(hub, client.connectionId());
        rate = new CallRate(hub.options().calls().perSecond(), System.nanoTime());
    }

    /** @param done is run when the answer is queued, or before, if the call keeps no order */
    void dispatch(Invocation message, Runnable done) {
        dispatch(Request.of(message), done);
    }

    /** @param done is run when the stream can be cancelled */
    void dispatch(StreamInvocation message, Runnable done) {
        dispatch(Request.of(message), done);
    }

    /** @param done is run when there is room for more items */
    void dispatch(StreamItem message, Runnable done) {
        uploads.item(message, done);
    }

    /** Ends a stream of the client, or answers what it was asked: both have ids of one kind, and streams are looked for first. */
    void dispatch(Completion message) {
        if (!uploads.complete(message)) {
            client.answered(message);
        }
    }

    void dispatch(CancelInvocation message) {
        streams.cancel(message.invocationId());
    }

    private void dispatch(Request request, Runnable done) {
        Optional<String> refusal = refusal(request);
        if (refusal.isPresent()) {
            answers.fail(request.id(), refusal.get());
            done.run();
            return;
        }
        HubMethod method = hub.method(request.target()).orElseThrow();
        if (request.streaming() || !method.uploads().isEmpty()) {
            beside(request, method);
            done.run();
        } else {
            Once place = new Once(done);
            Reply reply = new SingleReply(request, answers, () -> hold(place), place);
            run(new MethodCall(call.givingWay(() -> hub.promptly(place)), method, request, List.of(), reply));
        }
    }

    /** The call keeps no order, since what it streams is read or written for long. */
    private void beside(Request request, HubMethod method) {
        streaming.incrementAndGet();
        List<Upload> opened = uploads.open(request, method);
        Once over = new Once(() -> {
            streaming.decrementAndGet();
            uploads.close(request, opened);
        });
        reply(request, over).ifPresentOrElse(reply -> run(new MethodCall(call, method, request, opened, reply)), over);
    }

    private Optional<? extends Reply> reply(Request request, Runnable over) {
        String id = request.id();
        if (!request.streaming() || id == null) {
            return Optional.of(new SingleReply(request, answers, () -> {}, over));
        }
        return streams.begin(id, () -> {
            Runnable ended = () -> {
                streams.remove(id);
                over.run();
            };
            return new OutgoingStream(hub, client, answers, id, request.target(), pace, ended);
        });
    }

    private void run(MethodCall methodCall) {
        if (methodCall.method().nonBlocking()) {
            methodCall.run();
            return;
        }
        try {
            hub.execute(methodCall);
        } catch (RejectedExecutionException e) {
            methodCall.reply().threw(e);
        }
    }

    /** What never completes must not keep the hub from hearing of the end. */
    private void hold(Runnable place) {
        synchronized (this) {
            if (!disconnected) {
                held = place;
                return;
            }
        }
        place.run();
    }

    /** The connection has ended; a call may still run. */
    void disconnected() {
        Runnable place;
        synchronized (this) {
            disconnected = true;
            place = held;
        }
        streams.end();
        uploads.end();
        if (place != null) {
            place.run();
        }
    }

    /** The connection has ended, and its last call too. */
    void ended() {
        if (dropped > 0) {
            HubLog.droppedCalls(
                    hub.path(),
                    client.connectionId(),
                    dropped,
                    hub.options().calls().perSecond());
        }
    }

    private Optional<String> refusal(Request request) {
        String target = request.target();
        if (!rate.take(System.nanoTime())) {
            dropped += request.id() == null ? 1 : 0;
            return Optional.of(tooMany(target));
        }
        Optional<HubMethod> method = hub.method(target);
        if (method.isEmpty()) {
            return Optional.of(hub.errors().unknownMethod(target));
        }
        if (!permits(method.get())) {
            return Optional.of(hub.errors().unauthorized(target));
        }
        return mismatch(request, method.get()).or(() -> streamTrouble(request));
    }

    private Optional<String> mismatch(Request request, HubMethod method) {
        String target = request.target();
        if (request.streaming() != method.streaming()) {
            return Optional.of(
                    method.streaming()
                            ? hub.errors().streaming(target)
                            : hub.errors().notStreaming(target));
        }
        int streamsSent = request.streamIds().size();
        if (streamsSent != method.uploads().size()) {
            return Optional.of(hub.errors()
                    .streamCount(target, streamsSent, method.uploads().size()));
        }
        OptionalInt expected = method.missing(request.arguments());
        return expected.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        hub.errors().argumentCount(target, request.arguments().size(), expected.getAsInt()));
    }

    private Optional<String> streamTrouble(Request request) {
        String id = request.id();
        if (request.streaming() && id != null && streams.isRunning(id)) {
            return Optional.of("Invocation ID '" + id + "' is already in use.");
        }
        Optional<String> open = uploads.firstInUse(request.streamIds());
        if (open.isPresent()) {
            return Optional.of(refused(request, "Stream ID '" + open.get() + "' is already in use."));
        }
        boolean streams = request.streaming() || !request.streamIds().isEmpty();
        return streams && streaming.get() >= MOST_STREAMING
                ? Optional.of(
                        refused(request, "A connection may have " + MOST_STREAMING + " calls with streams at once."))
                : Optional.empty();
    }

    private String tooMany(String target) {
        int perSecond = hub.options().calls().perSecond();
        return hub.errors()
                .threw(
                        target,
                        new HubException("A connection may make " + perSecond + " calls a second ("
                                + CallOptions.PER_SECOND + ")."));
    }

    private String refused(Request request, String why) {
        return hub.errors().threw(request.target(), new HubException(why));
    }

    private boolean permits(HubMethod method) {
        return method.access().map(access -> access.permits(call.caller())).orElse(true);
    }
}
