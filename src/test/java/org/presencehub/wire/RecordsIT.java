package org.presencehub.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.call;
import static org.presencehub.testing.Records.callOfSize;
import static org.presencehub.testing.Records.done;
import static org.presencehub.testing.Records.event;
import static org.presencehub.testing.Records.failed;
import static org.presencehub.testing.Records.quoted;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;
import static org.presencehub.testing.ServerUnderTest.PRESENCE;
import static org.presencehub.testing.WireClient.PING;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.testing.Frame;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** HubProtocol.md, Invocations and Completions, on a connection that behaves. */
@WireTest
final class RecordsIT {
    private final ServerUnderTest server;
    private final String user = unique("anna");
    private final WireClient client;

    RecordsIT(ServerUnderTest server) {
        this.server = server;
        this.client = server.opening(LATCH, user).connect();
    }

    @BeforeEach
    void register() {
        client.register(user);
    }

    @AfterEach
    void hangUp() {
        client.close();
    }

    @Test
    void aMethodWithoutResultAnswersNull() {
        assertThat(client.invoke("RegisterUser", quoted(user)))
                .containsKey("result")
                .isEqualTo(Records.parse(done("call2")));
    }

    @Test
    void theOwnEventComesBeforeTheCompletion() {
        client.send(toMyself("1", "1")).expect(event("Tests_Ping", "1"), done("1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UnicastAsync", "unicastasync", "UNICASTASYNC"})
    void methodNamesIgnoreCase(String name) {
        client.send(call("1", name, quoted(user), "\"Tests\"", "\"Ping\"", "1"))
                .expect(event("Tests_Ping", "1"), done("1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NoSuchMethod",
                "toString",
                "getClass",
                "OnConnectedAsync",
                "OnDisconnected",
                "Dispose",
                "",
                "Übung"
            })
    void anUnknownMethodIsToldToTheCaller(String name) {
        client.send(call("1", name))
                .expect(failed(
                        "1",
                        "Failed to invoke '" + name
                                + "' due to an error on the server. HubException: Method does not exist."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1,2", "\"u\",\"c\""})
    void aWrongNumberOfArgumentsIsToldToTheCaller(String arguments) {
        client.send(call("1", "RegisterUser", arguments))
                .expect(failed("1", "Failed to invoke 'RegisterUser' due to an error on the server."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "{}", "[]", "[\"anna\"]", "{\"userId\":\"anna\"}"})
    void anArgumentOfAWrongTypeIsToldToTheCaller(String argument) {
        client.send(call("1", "RegisterUser", argument))
                .expect(failed("1", "Failed to invoke 'RegisterUser' due to an error on the server."));
        client.expectAlive();
    }

    @Test
    void aStreamInvocationOfAPlainMethodIsToldToTheCaller() {
        client.send("{\"type\":4,\"invocationId\":\"1\",\"target\":\"RegisterUser\",\"arguments\":[\"x\"]}")
                .expect(failed(
                        "1",
                        "The client attempted to invoke the non-streaming 'RegisterUser' method with a streaming"
                                + " invocation."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":1,\"target\":\"NoSuchMethod\",\"arguments\":[]}",
                "{\"type\":1,\"target\":\"RegisterUser\",\"arguments\":[]}",
                "{\"type\":1,\"target\":\"RegisterUser\",\"arguments\":[{}]}",
                "{\"type\":1,\"invocationId\":\"\",\"target\":\"NoSuchMethod\",\"arguments\":[]}",
                "{\"type\":4,\"target\":\"RegisterUser\",\"arguments\":[]}",
                "{\"type\":2,\"invocationId\":\"77\",\"item\":1}",
                "{\"type\":3,\"invocationId\":\"77\"}",
                "{\"type\":3,\"invocationId\":\"77\",\"result\":null}",
                "{\"type\":3,\"invocationId\":\"77\",\"error\":\"x\"}",
                "{\"type\":5,\"invocationId\":\"77\"}",
                PING,
                "{\"type\":6,\"unknown\":{\"a\":[1]}}",
                "{\"type\":6}{\"type\":99}"
            })
    void isNotAnswered(String record) {
        client.send(record, call("1", "NoSuchMethod"));

        assertThat(client.next()).contains("\"invocationId\":\"1\"");
    }

    /** A client takes an answer to a call that it has forgotten for a broken protocol. */
    @Test
    void aStreamThatIsCancelledAtItsEndIsAnsweredOnce() {
        try (WireClient counting = server.opening("/conformance", user).connect()) {
            Set<String> open = new HashSet<>();
            for (int each = 0; each < 500; each++) {
                String id = "c" + each;
                open.add(id);
                counting.send(call(id, "Counter", each % 3 + "", "0").replace("\"type\":1", "\"type\":4"));
                counting.send("{\"type\":5,\"invocationId\":\"" + id + "\"}");
            }
            while (!open.isEmpty()) {
                JsonObject record = Records.parse(counting.next());
                String id = record.getString("invocationId");
                assertThat(open).as("not answered before %s", record).contains(id);
                if (record.getInt("type") == 3) {
                    open.remove(id);
                }
            }
            counting.send(call("1", "Nothing")).expect(done("1"));
        }
    }

    @Test
    void anEventWithoutInvocationIdIsStillSent() {
        client.send(event("UnicastAsync", quoted(user), "\"Tests\"", "\"Ping\"", "1"), call("1", "NoSuchMethod"))
                .expect(event("Tests_Ping", "1"));
        assertThat(client.next()).contains("\"invocationId\":\"1\"");
    }

    @ParameterizedTest
    @Tag("ours")
    @ValueSource(strings = {"{\"type\":99}", "{\"type\":0}", "{\"type\":-1}", "{\"type\":42,\"target\":\"x\"}"})
    void aRecordOfUnknownTypeIsSkippedAndCallsBehindItAreAnswered(String unknown) {
        client.send(unknown, toMyself("1", "1")).expect(event("Tests_Ping", "1"), done("1"));
        client.send(unknown).expectAlive();
    }

    @Test
    void manyRecordsInOneFrameAreAnsweredInOrder() {
        client.send(toMyself("1", "1"), PING, toMyself("2", "2"), call("3", "NoSuchMethod"), toMyself("4", "4"))
                .expect(event("Tests_Ping", "1"), done("1"), event("Tests_Ping", "2"), done("2"));
        assertThat(client.next()).contains("\"invocationId\":\"3\"");
        client.expect(event("Tests_Ping", "4"), done("4"));
    }

    @Test
    void aRecordMayComeByteByByte() {
        client.socket().sendFragmented(Records.bytes(toMyself("1", "\"üß€😀\"")), 1);
        client.expect(event("Tests_Ping", "\"üß€😀\""), done("1"));

        for (String character : Records.of(toMyself("2", "2")).split("", -1)) {
            client.sendText(character);
        }
        client.expect(event("Tests_Ping", "2"), done("2"));
    }

    @Test
    void framesMayEndAnywhereAndMixTextWithBinary() {
        String text = Records.of(toMyself("1", "1"), toMyself("2", "2"));
        client.sendText(text.substring(0, 30));
        client.socket().send(Frame.binary(text.substring(30, 120).getBytes(UTF_8)));
        client.sendText(text.substring(120));

        client.expect(event("Tests_Ping", "1"), done("1"), event("Tests_Ping", "2"), done("2"));
    }

    @Test
    void membersMayComeInAnyOrderAndTheLastOfTwoCounts() {
        client.send(
                        "{\"arguments\":[" + quoted(user)
                                + ",\"Tests\",\"Ping\",1],\"target\":\"Nothing\",\"extra\":{},"
                                + "\"type\":6,\"invocationId\":\"0\",\"target\":\"UnicastAsync\",\"invocationId\":\"1\",\"type\":1}")
                .expect(event("Tests_Ping", "1"), done("1"));
    }

    @Test
    void headersAreAccepted() {
        client.send(
                        "{\"type\":1,\"headers\":{\"traceparent\":\"00-1\"},\"invocationId\":\"1\",\"target\":\"UnicastAsync\","
                                + "\"arguments\":[" + quoted(user) + ",\"Tests\",\"Ping\",1]}")
                .expect(event("Tests_Ping", "1"), done("1"));
    }

    @Test
    void invocationIdsAreAnsweredAsTheyCame() {
        client.send(call("ü \\\" \\\\ \\u0001 1", "NoSuchMethod"));

        assertThat(Records.parse(client.next()).getString("invocationId")).isEqualTo("ü \" \\ \u0001 1");
    }

    @Test
    void thirtyTwoKibibytesWithTheSeparatorPass() {
        String largest = callOfSize(32_768, "1", "UnicastAsync", quoted(user), "\"Tests\"", "\"Ping\"");
        client.send(largest);

        assertThat(client.awaitEvent("Tests_Ping").getString(0)).matches("x{32000,}");
        client.expect(done("1"));
    }

    @Test
    void oneByteMoreClosesTheConnection() {
        client.send(callOfSize(32_769, "1", "UnicastAsync", quoted(user), "\"Tests\"", "\"Ping\""))
                .expectBroken();
    }

    @Test
    void theLimitCountsEachRecordAndNotTheFrame() {
        String half = callOfSize(20_000, "1", "UnicastAsync", quoted(user), "\"Tests\"", "\"Ping\"");
        client.send(half, half, half);
        for (int i = 0; i < 3; i++) {
            client.awaitEvent("Tests_Ping");
            client.expect(done("1"));
        }
    }

    @Test
    void theLimitHoldsForARecordThatNeverEnds() {
        client.sendText("{\"type\":1,\"target\":\"" + "x".repeat(40_000)).expectBroken();
    }

    @Test
    void aThousandCallsAreAnsweredInOrder() {
        String[] calls = new String[1_000];
        for (int i = 0; i < calls.length; i++) {
            calls[i] = toMyself(Integer.toString(i), Integer.toString(i));
        }
        client.send(calls);
        for (int i = 0; i < calls.length; i++) {
            client.expect(event("Tests_Ping", Integer.toString(i)), done(Integer.toString(i)));
        }
    }

    @Test
    void noMemberWeDoNotNeedIsWritten() {
        client.send(toMyself("1", "null"));

        assertThat(client.next()).isEqualTo(event("Tests_Ping", "null"));
        assertThat(client.next()).isEqualTo(done("1"));
    }

    @Test
    @Tag("ours")
    void thePresenceHubAnswersTheListWhenAsked() {
        try (WireClient presence = server.opening(PRESENCE, user).connect()) {
            assertThat(presence.invoke("GetOnlineUsers").getJsonArray("result")).contains(Json.createValue(user));
        }
    }

    private String toMyself(String id, String jsonPayload) {
        return call(id, "UnicastAsync", quoted(user), "\"Tests\"", "\"Ping\"", jsonPayload);
    }
}
