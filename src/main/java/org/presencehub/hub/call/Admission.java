package org.presencehub.hub.call;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.presencehub.HubException;
import org.presencehub.hub.answer.ConcurrentCallLimit;
import org.presencehub.hub.answer.Decision;
import org.presencehub.hub.answer.Decision.Admitted;
import org.presencehub.hub.answer.Refusal;
import org.presencehub.hub.definition.HubMethod;
import org.presencehub.hub.options.CallOptions;
import org.presencehub.hub.runtime.HubRuntime;
import org.presencehub.hub.stream.ClientStreams;
import org.presencehub.identity.Access;
import org.presencehub.identity.Caller;
import org.presencehub.protocol.HubMessage.MethodInvocation;

/** Says which calls of one client are made, and what it is told of the others. Called by one thread at a time. */
final class Admission {
    private final HubRuntime hub;
    private final ServerStreams serverStreams;
    private final ClientStreams clientStreams;
    private final CancellableCalls cancellable;
    private final ConcurrentCallLimit limit;
    private final CallRate rate;
    private long dropped;

    Admission(
            HubRuntime hub,
            ServerStreams serverStreams,
            ClientStreams clientStreams,
            CancellableCalls cancellable,
            ConcurrentCallLimit limit) {
        this.hub = hub;
        this.serverStreams = serverStreams;
        this.clientStreams = clientStreams;
        this.cancellable = cancellable;
        this.limit = limit;
        rate = new CallRate(hub.options().calls().perSecond(), System.nanoTime());
    }

    /** {@return how many calls above the rate wanted no answer, and got none} */
    long dropped() {
        return dropped;
    }

    /** {@return whether the call is made, and of which method} */
    Decision decide(HubInvocation invocation) {
        MethodInvocation request = invocation.request();
        String target = request.target();
        if (!rate.tryAcquire(System.nanoTime())) {
            dropped += request.invocationId() == null ? 1 : 0;
            return refused(target, tooMany());
        }
        Optional<HubMethod> found = hub.definition().method(target);
        if (found.isEmpty()) {
            return new Refusal(
                    hub.errors().unknownMethod(target), () -> hub.names().unknown(target));
        }
        HubMethod method = found.get();
        Optional<Refusal> refusal = forbidden(target, method, invocation.caller())
                .or(() -> unreadable(request))
                .or(() -> mismatch(request, method))
                .or(() -> idInUse(invocation, method))
                .or(() -> streamTrouble(request));
        return refusal.isPresent() ? refusal.get() : new Admitted(method);
    }

    private Optional<Refusal> forbidden(String target, HubMethod method, Caller caller) {
        return method.access()
                .or(() -> hub.definition().roleAccess())
                .filter(access -> !access.permits(caller))
                .map(access -> new Refusal(hub.errors().unauthorized(target), () -> asked(access, caller)));
    }

    private static String asked(Access access, Caller caller) {
        if (access instanceof Access.Roles denied && denied.roles().isEmpty()) {
            return "Nobody may call it.";
        }
        if (caller.isExpired()) {
            return "The caller's token has expired.";
        }
        return access instanceof Access.Roles rule
                ? "The caller has none of the roles that it asks for: " + new TreeSet<>(rule.roles()) + "."
                : "It asks for a token, and the caller has none.";
    }

    /** The client is told why, whatever else it is not told: that is about its own text, and about nothing of the hub's. */
    private Optional<Refusal> unreadable(MethodInvocation request) {
        return request.arguments()
                .flaw()
                .map(flaw -> new HubException(
                        "Argument " + (flaw.index() + 1) + " is " + flaw.value().what() + "."))
                .map(why -> refused(request.target(), why));
    }

    private Optional<Refusal> mismatch(MethodInvocation request, HubMethod method) {
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

    /** Of two that can be cancelled with one id, a client could cancel neither. */
    private Optional<Refusal> idInUse(HubInvocation invocation, HubMethod method) {
        String id = invocation.request().invocationId();
        boolean canBeCancelled = invocation.request().streaming() || method.takesCancellation();
        return id != null && canBeCancelled && (serverStreams.isRunning(id) || cancellable.isInUse(id, invocation))
                ? refusal(
                        "Invocation ID '" + id + "' is already in use.",
                        () -> "Its invocation id is that of a call that still runs.")
                : Optional.empty();
    }

    private Optional<Refusal> streamTrouble(MethodInvocation request) {
        String target = request.target();
        Optional<String> open = clientStreams.firstInUse(request.streamIds());
        if (open.isPresent()) {
            return refusal(
                    hub.errors().threw(target, new HubException("Stream ID '" + open.get() + "' is already in use.")),
                    () -> "One of its stream ids is that of a stream that is still open, or is there twice.");
        }
        boolean streams = request.streaming() || !request.streamIds().isEmpty();
        return streams ? limit.refusal().map(why -> refused(target, why)) : Optional.empty();
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
