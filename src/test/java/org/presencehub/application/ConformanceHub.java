package org.presencehub.application;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.presencehub.ClientProxy;
import org.presencehub.Clients;
import org.presencehub.Groups;
import org.presencehub.Hub;
import org.presencehub.HubCallerContext;
import org.presencehub.HubException;
import org.presencehub.HubMethodName;

/** What a hub can do, one method each: clients of any kind are tested against it. An instance per call. */
@Hub(value = "/conformance", statefulReconnect = true)
public class ConformanceHub {
    @Inject
    private HubCallerContext caller;

    @Inject
    private Clients<ClientProxy> clients;

    @Inject
    private Groups groups;

    @Resource
    private ManagedExecutorService threads;

    @HubMethodName("Echo")
    public @Nullable Object echo(@Nullable Object value) {
        return value;
    }

    @HubMethodName("Concat")
    public String concat(@Nullable String a, int b) {
        return Objects.requireNonNullElse(a, "") + b;
    }

    @HubMethodName("Nothing")
    public void nothing() {}

    @HubMethodName("Later")
    public CompletionStage<Void> later(int milliseconds) {
        return CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(milliseconds, TimeUnit.MILLISECONDS, threads));
    }

    @HubMethodName("Throw")
    public void fail(String message) {
        throw new IllegalStateException(message);
    }

    @HubMethodName("ThrowHub")
    public void failOpenly(String message) {
        throw new HubException(message);
    }

    @HubMethodName("Defaulted")
    public int defaulted(int a, @Nullable String b) {
        return a + (b == null ? 0 : b.length());
    }

    @HubMethodName("Secret")
    @RolesAllowed("user")
    public String secret() {
        return "secret of " + caller.userId();
    }

    @HubMethodName("Counter")
    public Publisher<Integer> counter(int count, int delayMilliseconds) {
        return new Counter(count, delayMilliseconds, threads);
    }

    @HubMethodName("FailingStream")
    public Stream<Integer> failingStream() {
        return IntStream.of(1, 2).boxed().peek(i -> {
            if (i == 2) {
                throw new HubException("stream broke");
            }
        });
    }

    @HubMethodName("EchoStream")
    public Publisher<String> echoStream(Publisher<String> source) {
        return source;
    }

    @HubMethodName("Sum")
    public CompletionStage<Integer> sum(Publisher<Integer> numbers) {
        return Gathering.of(numbers, Collectors.summingInt(Integer::intValue));
    }

    @HubMethodName("AskMe")
    public CompletionStage<String> askMe(String question) {
        return clients.caller().invoke(String.class, "Answer", question);
    }

    @HubMethodName("ToOthers")
    public void toOthers(String message) {
        clients.others().send("Message", message);
    }

    @HubMethodName("ToUser")
    public void toUser(String user, String message) {
        clients.user(user).send("Message", message);
    }

    @HubMethodName("Join")
    public void join(String group) {
        groups.add(caller.connectionId(), group);
    }

    @HubMethodName("Leave")
    public void leave(String group) {
        groups.remove(caller.connectionId(), group);
    }

    @HubMethodName("ToGroup")
    public void toGroup(String group, String message) {
        clients.group(group).send("Message", message);
    }

    @HubMethodName("AbortMe")
    public void abortMe() {
        caller.abort();
    }

    @HubMethodName("WhoAmI")
    public @Nullable String whoAmI() {
        return caller.userId();
    }

    @HubMethodName("MyConnectionId")
    public String myConnectionId() {
        return caller.connectionId();
    }
}
