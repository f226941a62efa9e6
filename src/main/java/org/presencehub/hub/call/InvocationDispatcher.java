package org.presencehub.hub.call;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.presencehub.connection.inbound.InboundMessage;
import org.presencehub.hub.answer.CompletionWriter;
import org.presencehub.hub.answer.ConcurrentCallLimit;
import org.presencehub.hub.answer.Decision;
import org.presencehub.hub.answer.Decision.Admitted;
import org.presencehub.hub.answer.Permit;
import org.presencehub.hub.answer.Refusal;
import org.presencehub.hub.answer.Reply;
import org.presencehub.hub.definition.HubMethod;
import org.presencehub.hub.runtime.CallerContext;
import org.presencehub.hub.runtime.HubLog;
import org.presencehub.hub.runtime.HubRuntime;
import org.presencehub.hub.runtime.ReadingTime;
import org.presencehub.hub.runtime.SharedThreads;
import org.presencehub.hub.stream.ClientStream;
import org.presencehub.hub.stream.ClientStreams;
import org.presencehub.hub.stream.ServerStream;
import org.presencehub.protocol.HubMessage.CancelInvocation;
import org.presencehub.protocol.HubMessage.Completion;
import org.presencehub.protocol.HubMessage.MethodInvocation;
import org.presencehub.protocol.HubMessage.StreamItem;

/**
 * Calls hub methods for one client, and takes what belongs to their streams (HubProtocol.md, Invocations). What comes from the client is
 * handed over by one thread at a time.
 */
public final class InvocationDispatcher {
    private final HubRuntime hub;
    private final CallerContext context;
    private final CompletionWriter completions;
    private final ServerStreams serverStreams = new ServerStreams();
    private final CancellableCalls cancellable = new CancellableCalls();
    private final boolean hearsOfCancels; // a method of the hub
    private final Consumer<HubInvocation> answered = this::answered;
    private volatile @Nullable HubInvocation inOrder; // the one that began last, until it is answered
    private final ClientStreams clientStreams;
    private final ConcurrentCallLimit limit;
    private final Admission admission;
    private final ReadingTime readingTime = ReadingTime.ofConnection();

    public InvocationDispatcher(HubRuntime hub, CallerContext context) {
        this.hub = hub;
        this.context = context;
        completions = new CompletionWriter(hub, context.client());
        clientStreams = new ClientStreams(hub, context.client().connection());
        limit = new ConcurrentCallLimit(hub.options().calls().threads());
        admission = new Admission(hub, serverStreams, clientStreams, cancellable, limit);
        hearsOfCancels = hub.definition().methods().values().stream().anyMatch(HubMethod::hearsOfCancels);
    }

    /** The call has its turn when those before it are answered, or need not be waited for. */
    public void dispatch(MethodInvocation request, InboundMessage message) {
        HubInvocation invocation = new HubInvocation(hub, context, completions, limit, request, message, answered);
        serverStreams.expect(invocation);
        if (hearsOfCancels) {
            expectCancel(invocation);
        }
        message.inTurn(() -> begin(invocation), request.arguments().weight());
    }

    /** From now on, also while it waits for its turn. */
    private void expectCancel(HubInvocation invocation) {
        hub.definition()
                .method(invocation.request().target())
                .filter(HubMethod::hearsOfCancels)
                .ifPresent(method -> cancellable.add(invocation));
    }

    private void answered(HubInvocation invocation) {
        if (inOrder == invocation) {
            inOrder = null; // an idle connection holds on to no call
        }
        if (hearsOfCancels) {
            cancellable.remove(invocation);
        }
    }

    private void begin(HubInvocation invocation) {
        serverStreams.arrived(invocation);
        if (invocation.isCancelled() && invocation.request().streaming()) { // another call may not have begun
            completions.empty(invocation.request());
            invocation.complete();
            return;
        }
        inOrder = invocation;
        invocation.begin();
        Decision decision = admission.decide(invocation);
        if (decision instanceof Refusal refusal) {
            invocation.refused(refusal);
        } else if (decision instanceof Admitted admitted) {
            begin(invocation, admitted.method());
        }
    }

    private void begin(HubInvocation invocation, HubMethod method) {
        if (invocation.request().streaming() || !method.uploads().isEmpty()) {
            beginConcurrent(invocation, method);
        } else {
            run(method, invocation, () -> invocation.run(method, List.of(), invocation));
        }
    }

    /** What it streams is read or written for long. */
    private void beginConcurrent(HubInvocation invocation, HubMethod method) {
        Permit permit = limit.acquire();
        MethodInvocation request = invocation.request();
        List<ClientStream> opened = clientStreams.open(request, method);
        invocation.runConcurrently(permit.part(() -> clientStreams.close(request, opened)));
        reply(invocation, permit)
                .ifPresentOrElse(
                        reply -> run(method, invocation, permit.part(() -> invocation.run(method, opened, reply))),
                        invocation::complete);
    }

    /** {@return what is told of the outcome, or empty if the connection has ended} */
    private Optional<? extends Reply> reply(HubInvocation invocation, Permit permit) {
        MethodInvocation request = invocation.request();
        String id = request.invocationId();
        return request.streaming() && id != null
                ? serverStreams.begin(id, () -> serverStream(id, invocation, permit))
                : Optional.of(invocation);
    }

    private ServerStream serverStream(String id, HubInvocation invocation, Permit permit) {
        return new ServerStream(
                completions,
                context.client().connection(),
                task -> execute(hub.threads().methods(), invocation.request().target(), permit.part(task), () -> false),
                id,
                invocation.request().target(),
                () -> {
                    serverStreams.remove(id);
                    invocation.complete();
                });
    }

    /** What needs no thread of its own runs on the one that reads, unless the client, or all clients there together, make much of that. */
    private void run(HubMethod method, HubInvocation invocation, Runnable call) {
        if (!method.nonBlocking()) {
            execute(hub.threads().methods(), method.name(), call, invocation::isAbandoned);
            return;
        }
        ReadingTime ofThread = hub.threads().reading().current();
        long began = System.nanoTime();
        if (readingTime.isLeft(began) && ofThread.isLeft(began)) {
            call.run();
            long took = System.nanoTime() - began;
            readingTime.spend(took);
            ofThread.spend(took);
        } else {
            execute(hub.threads().busy(), method.name(), call, invocation::isAbandoned);
        }
    }

    private void execute(SharedThreads threads, String method, Runnable call, BooleanSupplier isAbandoned) {
        threads.execute(
                context.client().connection().opener().account(),
                new SharedThreads.Place(hub.path(), method),
                call,
                isAbandoned);
    }

    /** The item has its turn behind the call that reads it, and keeps it while the stream is full. */
    public void dispatch(StreamItem item, InboundMessage message) {
        message.inTurn(() -> clientStreams.item(item, message));
    }

    /**
     * Ends a stream of the client behind its items, or takes at once what the client was asked: both have ids of one kind, and streams are looked
     * for first.
     */
    public void dispatch(Completion completion, InboundMessage message) {
        if (clientStreams.isOpen(completion.invocationId()) || !context.client().answered(completion)) {
            message.inTurn(() -> {
                clientStreams.complete(completion);
                message.done();
            });
        }
    }

    /** At once: also while the call waits for its turn, and others run. One that does not ask goes on, and is watched. */
    public void dispatch(CancelInvocation message) {
        String id = message.invocationId();
        cancellable.cancel(id); // first: a stream that ends has its call answered
        serverStreams.cancel(id);
        HubInvocation running = inOrder;
        if (running != null && id.equals(running.request().invocationId())) {
            running.cancel();
        }
    }

    /** The connection has ended; a call may still run. */
    public void disconnected() {
        Consumer<Throwable> failed = cause -> completions.failed("Ending its streams", cause);
        clientStreams.end(failed); // who reads hears of the end itself
        cancellable.end(failed); // before the streams that are sent, as with one that is cancelled
        serverStreams.end(failed);
    }

    /** The connection has ended, and its last call too. */
    public void ended() {
        long dropped = admission.dropped();
        if (dropped > 0) {
            HubLog.droppedCalls(
                    hub.path(),
                    context.client().connectionId(),
                    dropped,
                    hub.options().calls().perSecond());
        }
    }
}
