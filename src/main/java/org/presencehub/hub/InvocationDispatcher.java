package org.presencehub.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
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
    private final RunningHub hub;
    private final ConnectedClient client;
    private final HubCall call;
    private final Answers answers;
    private final Pace pace;
    private final OutgoingStreams streams = new OutgoingStreams();
    private final Uploads uploads;
    private final Admission admission;
    private final Room room;

    @GuardedBy("this")
    private @Nullable Once held; // gives back the place of a call that waits for its stage

    @GuardedBy("this")
    private boolean disconnected;

    InvocationDispatcher(RunningHub hub, ConnectedClient client, HubCall call) {
        this.hub = hub;
        this.client = client;
        this.call = call;
        answers = new Answers(hub, client);
        pace = new Pace(client.connection());
        uploads = new Uploads(hub, client.connectionId());
        room = new Room(hub.options().calls().threads());
        admission = new Admission(hub, call, streams, uploads, room);
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
        Optional<Refusal> refusal = admission.refusal(request);
        if (refusal.isPresent()) {
            answers.refuse(request, refusal.get());
            done.run();
            return;
        }
        HubMethod method = hub.method(request.target()).orElseThrow();
        if (request.streaming() || !method.uploads().isEmpty()) {
            beside(request, method);
            done.run();
        } else {
            inOrder(request, method, new Once(done));
        }
    }

    /** The call keeps the order until it asks a client, which may be the one that waits for it. */
    private void inOrder(Request request, HubMethod method, Once place) {
        Turn turn = new Turn(place);
        Reply reply = new SingleReply(request, answers, () -> hold(place), place);
        MethodCall methodCall = new MethodCall(call.givingWay(turn::giveWay), method, request, List.of(), reply);
        run(methodCall, () -> {
            try {
                methodCall.run();
            } finally {
                turn.over();
            }
        });
    }

    /** A call's turn in the order. Confined to the thread that runs the method. */
    private final class Turn {
        private final Once place;
        private @Nullable Runnable over; // null while it keeps the order

        Turn(Once place) {
            this.place = place;
        }

        void giveWay() {
            if (over == null) {
                room.refusal().ifPresent(refusal -> {
                    throw refusal;
                });
                over = room.enter().part(() -> {});
                hub.promptly(place);
            }
        }

        void over() {
            if (over != null) {
                over.run();
            }
        }
    }

    /** The call keeps no order, since what it streams is read or written for long. */
    private void beside(Request request, HubMethod method) {
        Share share = room.enter();
        List<Upload> opened = uploads.open(request, method);
        Once over = new Once(share.part(() -> uploads.close(request, opened)));
        reply(request, share, over)
                .map(reply -> new MethodCall(call, method, request, opened, reply))
                .ifPresentOrElse(methodCall -> run(methodCall, share.part(methodCall)), over);
    }

    private Optional<? extends Reply> reply(Request request, Share share, Runnable over) {
        String id = request.id();
        if (!request.streaming() || id == null) {
            return Optional.of(new SingleReply(request, answers, () -> {}, over));
        }
        return streams.begin(id, () -> {
            Runnable ended = () -> {
                streams.remove(id);
                over.run();
            };
            return new OutgoingStream(hub, client, answers, id, request.target(), pace, share, ended);
        });
    }

    private void run(MethodCall methodCall, Runnable task) {
        if (methodCall.method().nonBlocking()) {
            task.run();
            return;
        }
        try {
            hub.execute(task);
        } catch (RejectedExecutionException e) {
            methodCall.reply().threw(e);
        }
    }

    /** What never completes must not keep the hub from hearing of the end. */
    private void hold(Once place) {
        synchronized (this) {
            if (!disconnected) {
                held = place.hasRun() ? held : place; // who gave it back before must not displace who has it now
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
        long dropped = admission.dropped();
        if (dropped > 0) {
            HubLog.droppedCalls(
                    hub.path(),
                    client.connectionId(),
                    dropped,
                    hub.options().calls().perSecond());
        }
    }
}
