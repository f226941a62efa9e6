package org.presencehub.hub;

import java.util.Optional;
import java.util.OptionalInt;
import org.presencehub.HubException;

/** Says which calls of one client are made, and what it is told of the others. Called by one thread at a time. */
final class Admission {
    private final RunningHub hub;
    private final HubCall call;
    private final OutgoingStreams streams;
    private final Uploads uploads;
    private final Room room;
    private final CallRate rate;
    private long dropped;

    Admission(RunningHub hub, HubCall call, OutgoingStreams streams, Uploads uploads, Room room) {
        this.hub = hub;
        this.call = call;
        this.streams = streams;
        this.uploads = uploads;
        this.room = room;
        rate = new CallRate(hub.options().calls().perSecond(), System.nanoTime());
    }

    /** {@return how many calls above the rate wanted no answer, and got none} */
    long dropped() {
        return dropped;
    }

    /** {@return why the call is not made, or empty if it is} */
    Optional<String> refusal(Request request) {
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
        return streams ? room.refusal().map(why -> hub.errors().threw(request.target(), why)) : Optional.empty();
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
