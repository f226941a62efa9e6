package org.presencehub.application;

import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbProperty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Publisher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.presencehub.ClientProxy;
import org.presencehub.Clients;
import org.presencehub.Hub;
import org.presencehub.HubCallerContext;
import org.presencehub.HubContext;
import org.presencehub.HubException;
import org.presencehub.UserConnection;
import org.presencehub.UserConnections;

/** What the functional tests of SignalR's own JavaScript client ask of a hub. An instance per call. */
@Hub("/functional")
public class FunctionalHub {
    @Inject
    private HubCallerContext caller;

    @Inject
    private Clients<ClientProxy> clients;

    @Inject
    private HubContext<FunctionalHub> hub;

    @Inject
    private UserConnections connections;

    @Inject
    private Visits visits;

    public String echo(String message) {
        return message;
    }

    public String getCallerConnectionId() {
        return caller.connectionId();
    }

    public void throwException(String message) {
        throw new HubException(message);
    }

    public void invokeWithString(String message) {
        clients.client(caller.connectionId()).send("Message", message);
    }

    public void sendCustomObject(CustomObject object) {
        clients.client(caller.connectionId()).send("CustomObject", object);
    }

    public Stream<String> stream() {
        return Stream.of("a", "b", "c");
    }

    public Stream<Integer> emptyStream() {
        return Stream.empty();
    }

    /** Tells its client when it has been cancelled. */
    public Publisher<String> infiniteStream() {
        ClientProxy client = hub.clients().client(caller.connectionId());
        return new Silence(() -> client.send("StreamCanceled"));
    }

    public Stream<String> streamThrowException(String message) {
        throw new HubException(message);
    }

    public CompletionStage<String> streamingConcat(Publisher<String> stream) {
        return Gathering.of(stream, Collectors.joining());
    }

    public ComplexObject echoComplexObject(ComplexObject object) {
        return object;
    }

    public ComplexObject sendComplexObject() {
        ComplexObject object = new ComplexObject();
        object.bytes = new byte[] {1, 2, 3};
        object.time = Instant.parse("2000-01-01T00:00:00Z");
        object.id = UUID.fromString("00010203-0405-0607-0706-050403020100");
        object.numbers = List.of(1, 2, 3);
        object.text = "hello world";
        return object;
    }

    /** Users can be looked up with their connections, so who came without a name gets one. */
    public String getActiveTransportName() {
        String id = caller.connectionId();
        if (caller.userId() == null) {
            caller.bindUser(id);
        }
        return connections.of(Objects.requireNonNull(caller.userId())).stream()
                .filter(connection -> connection.id().equals(id))
                .map(UserConnection::transport)
                .collect(Collectors.joining());
    }

    public int getNumRedirects(String visit) {
        return Integer.parseInt(visits.opening(visit).parameter("numRedirects"));
    }

    public @Nullable String getHeader(String visit, String name) {
        return visits.opening(visit).header(name);
    }

    public @Nullable String getCookie(String visit, String name) {
        return visits.opening(visit).cookie(name);
    }

    public @Nullable String getContentTypeHeader(String visit) {
        return visits.sending(visit).header("Content-Type");
    }

    /** An object of an application. Its members are written in C#'s way, as the clients of these tests expect them. Confined to one call. */
    public static final class CustomObject {
        @JsonbProperty("Name")
        public @Nullable String name;

        @JsonbProperty("Value")
        public int value;
    }

    /** An object with what JSON has no types for. Confined to one call. */
    public static final class ComplexObject {
        @JsonbProperty("ByteArray")
        public byte @Nullable [] bytes;

        @JsonbProperty("DateTime")
        public @Nullable Instant time;

        @JsonbProperty("Guid")
        public @Nullable UUID id;

        @JsonbProperty("IntArray")
        public @Nullable List<Integer> numbers;

        @JsonbProperty("String")
        public @Nullable String text;
    }
}
