package org.presencehub.hub;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.presencehub.HubException;
import org.presencehub.identity.Access;

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
    Optional<Refusal> refusal(Request request) {
        String target = request.target();
        if (!rate.take(System.nanoTime())) {
            dropped += request.id() == null ? 1 : 0;
            return Optional.of(refused(target, tooMany()));
        }
        Optional<HubMethod> method = hub.method(target);
        if (method.isEmpty()) {
            return refusal(
                    hub.errors().unknownMethod(target), () -> hub.methodNames().unknown(target));
        }
        return forbidden(target, method.get())
                .or(() -> mismatch(request, method.get()))
                .or(() -> streamTrouble(request));
    }

    private Optional<Refusal> forbidden(String target, HubMethod method) {
        return method.access()
                .filter(access -> !access.permits(call.caller()))
                .map(access -> new Refusal(hub.errors().unauthorized(target), () -> asked(access)));
    }

    private String asked(Access access) {
        if (access instanceof Access.Roles denied && denied.roles().isEmpty()) {
            return "Nobody may call it.";
        }
        if (call.caller().isExpired()) {
            return "The caller's token has expired.";
        }
        return access instanceof Access.Roles rule
                ? "The caller has none of the roles that it asks for: " + new TreeSet<>(rule.roles()) + "."
                : "It asks for a token, and the caller has none.";
    }

    private Optional<Refusal> mismatch(Request request, HubMethod method) {
        String target = request.target();
        if (request.streaming() != method.streaming()) {
            return method.streaming()
                    ? refusal(
                            hub.errors().streaming(target),
                            () -> "It streams, and the client asked for one answer: stream() calls it.")
                    : refusal(
                            hub.errors().notStreaming(target),
                            () -> "It has one answer, and the client asked for a stream: invoke() calls it.");
        }
        int sent = request.streamIds().size();
        int taken = method.uploads().size();
        if (sent != taken) {
            return refusal(
                    hub.errors().streamCount(target, sent, taken),
                    () -> "The client streams to it " + counted(sent, "time") + ", and it takes "
                            + counted(taken, "stream") + ".");
        }
        OptionalInt expected = method.missing(request.arguments());
        int given = request.arguments().size();
        return expected.isEmpty()
                ? Optional.empty()
                : refusal(
                        hub.errors().argumentCount(target, given, expected.getAsInt()),
                        () -> "The client gave " + counted(given, "argument") + ", and it takes " + expected.getAsInt()
                                + (method.takesRest() ? " or more." : "."));
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private Optional<Refusal> streamTrouble(Request request) {
        String target = request.target();
        String id = request.id();
        if (request.streaming() && id != null && streams.isRunning(id)) {
            return refusal(
                    "Invocation ID '" + id + "' is already in use.",
                    () -> "Its invocation id is that of a stream that still runs.");
        }
        Optional<String> open = uploads.firstInUse(request.streamIds());
        if (open.isPresent()) {
            return refusal(
                    hub.errors().threw(target, new HubException("Stream ID '" + open.get() + "' is already in use.")),
                    () -> "One of its stream ids is that of a stream that is still open, or is there twice.");
        }
        boolean streams = request.streaming() || !request.streamIds().isEmpty();
        return streams ? room.refusal().map(why -> refused(target, why)) : Optional.empty();
    }

    private HubException tooMany() {
        return new HubException("A connection may make " + hub.options().calls().perSecond() + " calls a second ("
                + CallOptions.PER_SECOND + ").");
    }

    /** For reasons of ours, which client and log are told alike. */
    private Refusal refused(String target, HubException why) {
        return new Refusal(hub.errors().threw(target, why), () -> String.valueOf(why.getMessage()));
    }

    private static Optional<Refusal> refusal(String told, Supplier<String> why) {
        return Optional.of(new Refusal(told, why));
    }
}
