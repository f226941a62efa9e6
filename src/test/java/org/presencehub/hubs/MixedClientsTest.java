package org.presencehub.hubs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.protocol.Arguments;
import org.presencehub.protocol.HubMessage.Close;
import org.presencehub.protocol.HubMessage.Invocation;
import org.presencehub.protocol.Json;
import org.presencehub.protocol.Packed;
import org.presencehub.protocol.Payload;
import org.presencehub.protocol.ProtocolException;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.PackedClient;
import org.presencehub.testing.Records;

/** Clients of both protocols on one hub. */
@EnableWeld
class MixedClientsTest {
    private static final String HUB = "/signalrhub";

    @WeldSetup
    WeldInitiator weld = HubContainer.with(LatchHub.class).build();

    @Test
    void messagePackIsRelayedAsItCame() throws ProtocolException {
        PackedClient anna = packed("anna");
        PackedClient ben = packed("ben");
        Payload unusual = value("d200000001");
        anna.call("UnicastAsync", text("ben"), text("chat_said"), unusual);
        assertThat(ben.next()).isEqualTo(Invocation.of("chat_said", Arguments.of(unusual)));
    }

    @Test
    void messagePackReachesJsonClients() throws ProtocolException {
        PackedClient anna = packed("anna");
        InMemoryClient ben = json("ben");
        anna.call("UnicastAsync", text("ben"), text("chat_said"), value("93c0c40101cb7ff8000000000000"));
        assertThat(ben.next()).isEqualTo(Records.event("chat_said", "[null,\"AQ==\",null]"));
    }

    /** Base64 would make another user of it, of whom nobody has heard, and say success. */
    @Test
    void binaryDataNamesNobodyAndNothing() throws ProtocolException {
        PackedClient anna = packed("anna");
        PackedClient ben = packed("ben");
        Payload bytes = value("c40362656e"); // of "ben"
        Payload one = value("01");

        assertThat(anna.call("RegisterUser", bytes).error()).startsWith("Failed to invoke");
        assertThat(anna.call("UnicastAsync", bytes, text("chat_said"), one).error())
                .startsWith("Failed to invoke");
        assertThat(anna.call("UnicastAsync", text("ben"), bytes, text("said"), one)
                        .error())
                .startsWith("Failed to invoke");
        assertThat(anna.call("UnicastAsync", text("ben"), text("chat"), bytes, one)
                        .error())
                .contains("HubException: Name the method behind the component, as a text");
        assertThat(anna.call("MulticastAsync", value("92a362656ec40362656e"), text("chat_said"), one)
                        .error())
                .startsWith("Failed to invoke");

        assertThat(anna.call("UnicastAsync", text("ben"), text("chat_said"), bytes)
                        .error())
                .isNull();
        assertThat(ben.next()).isEqualTo(Invocation.of("chat_said", Arguments.of(bytes)));
    }

    @Test
    void jsonReachesMessagePackClients() throws ProtocolException {
        InMemoryClient anna = json("anna");
        PackedClient ben = packed("ben");
        anna.call("UnicastAsync", "\"ben\"", "\"chat\"", "\"said\"", "{\"a\":[null,1.5]}", "2");
        assertThat(ben.next())
                .isEqualTo(
                        Invocation.of("chat_said", Arguments.of(value("81a16192c0cb3ff8000000000000"), value("02"))));
    }

    @Test
    void eachUserIsReachedInItsProtocols() throws ProtocolException {
        PackedClient anna = packed("anna");
        InMemoryClient ben = json("ben");
        PackedClient bensPhone = packed("ben");
        anna.call("MulticastAsync", value("91a362656e"), text("chat_said"), value("c3"));
        assertThat(ben.next()).isEqualTo(Records.event("chat_said", "true"));
        assertThat(bensPhone.next()).isEqualTo(Invocation.of("chat_said", Arguments.of(value("c3"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"BroadcastAsync", "MulticastAsync"})
    void whatManyAreSentIsEncodedOnceForEachProtocol(String method) {
        List<InMemoryClient> json =
                IntStream.range(0, 100).mapToObj(i -> json("j" + i)).toList();
        List<PackedClient> packed =
                IntStream.range(0, 100).mapToObj(i -> packed("p" + i)).toList();
        String users = IntStream.range(0, 100)
                .mapToObj(i -> "\"j" + i + "\",\"p" + i + "\"")
                .collect(Collectors.joining(",", "[", "]"));
        Stream<String> receivers = method.equals("MulticastAsync") ? Stream.of(users) : Stream.of();
        Stream<String> said = Stream.of("\"chat\"", "\"said\"", "1");
        json.get(0).send(Records.event(method, Stream.concat(receivers, said).toArray(String[]::new)));

        Set<Batch> made = Collections.newSetFromMap(new IdentityHashMap<>());
        json.forEach(each -> made.add(each.batch()));
        packed.forEach(each -> made.add(each.batch()));
        assertThat(made).hasSize(2);
        assertThat(made.stream().map(Batch::binary)).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void whatNoOtherClientCouldReadEndsTheSenderAlone() throws ProtocolException {
        PackedClient anna = packed("anna");
        PackedClient ben = packed("ben");
        // {true: 1}, which JavaScript's decoder throws at
        anna.sendBytes("1c 950180c0 ac556e69636173744173796e63 93 a362656e a3615f62 81c301");
        assertThat(anna.next()).isEqualTo(new Close("Connection closed with an error.", true));
        assertThat(ben.call("RegisterUser", text("anna")).error()).contains("another user");
    }

    private PackedClient packed(String user) {
        return PackedClient.of(user, weld, HUB);
    }

    private InMemoryClient json(String user) {
        return InMemoryClient.of(user, weld, HUB);
    }

    private static Payload text(String content) {
        return Json.quote(content).packed();
    }

    private static Payload value(String hex) throws ProtocolException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return Packed.parse(bytes, 0, bytes.length);
    }
}
