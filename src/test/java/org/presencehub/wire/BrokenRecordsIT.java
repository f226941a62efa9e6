package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.call;
import static org.presencehub.testing.Records.done;
import static org.presencehub.testing.Records.event;
import static org.presencehub.testing.Records.quoted;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** HubProtocol.md, JSON encoding: records that break the protocol end their connection with a Close, after which one may reconnect. */
@WireTest
final class BrokenRecordsIT {
    private final String user = unique("anna");
    private final WireClient client;

    BrokenRecordsIT(ServerUnderTest server) {
        client = server.opening(LATCH, user).connect();
    }

    @AfterEach
    void hangUp() {
        client.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "\"foo\"",
                "42",
                "[42]",
                "[01]",
                "{}",
                "{",
                "[[}",
                "{\"type\":6",
                "{\"type\":6,}",
                "{'type':6}",
                "{\"type\":06}",
                "{\"type\":1,\"target\":\"a\",\"arguments\":[01]}",
                "{\"type\":1,\"target\":\"a\",\"arguments\":[1,]}",
                "{\"type\":1,\"target\":\"a\",\"arguments\":[NaN]}",
                "{\"type\":1,\"target\":\"a\tb\",\"arguments\":[]}",
                "{\"type\":1,\"target\":\"\\x\",\"arguments\":[]}"
            })
    void whatIsNoJsonObject(String record) {
        client.send(record).expectBroken();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"target\":\"a\",\"arguments\":[]}",
                "{\"type\":1,\"arguments\":[]}",
                "{\"type\":1,\"target\":\"a\"}",
                "{\"type\":1,\"invocationId\":\"1\",\"target\":\"a\"}",
                "{\"type\":2,\"item\":1}",
                "{\"type\":2,\"invocationId\":\"1\"}",
                "{\"type\":3}",
                "{\"type\":3,\"result\":1}",
                "{\"type\":4,\"invocationId\":\"1\",\"arguments\":[]}",
                "{\"type\":4,\"invocationId\":\"1\",\"target\":\"a\"}",
                "{\"type\":5}",
                "{\"type\":8}",
                "{\"type\":9}",
                "{\"type\":8,\"sequenceId\":null}"
            })
    void whatLacksARequiredMember(String record) {
        client.send(record).expectBroken();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"6\"}",
                "{\"type\":6.0}",
                "{\"type\":null}",
                "{\"type\":99999999999}",
                "{\"type\":1,\"target\":5,\"arguments\":[]}",
                "{\"type\":1,\"target\":null,\"arguments\":[]}",
                "{\"type\":1,\"target\":\"a\",\"arguments\":{}}",
                "{\"type\":1,\"target\":\"a\",\"arguments\":null}",
                "{\"type\":1,\"invocationId\":42,\"target\":\"a\",\"arguments\":[]}",
                "{\"type\":1,\"invocationId\":null,\"target\":\"a\",\"arguments\":[]}",
                "{\"type\":1,\"headers\":[],\"target\":\"a\",\"arguments\":[]}",
                "{\"type\":1,\"headers\":null,\"target\":\"a\",\"arguments\":[]}",
                "{\"type\":1,\"headers\":{\"a\":1},\"target\":\"a\",\"arguments\":[]}",
                "{\"type\":1,\"streamIds\":\"1\",\"target\":\"a\",\"arguments\":[]}",
                "{\"type\":1,\"streamIds\":null,\"target\":\"a\",\"arguments\":[]}",
                "{\"type\":1,\"error\":5,\"target\":\"a\",\"arguments\":[]}",
                "{\"type\":3,\"invocationId\":\"1\",\"error\":5}",
                "{\"type\":3,\"invocationId\":\"1\",\"error\":null}",
                "{\"type\":6,\"target\":5}",
                "{\"type\":8,\"sequenceId\":\"1\"}"
            })
    void whatHasAMemberOfAWrongType(String record) {
        client.send(record).expectBroken();
    }

    @Test
    void aCompletionWithResultAndError() {
        client.send("{\"type\":3,\"invocationId\":\"1\",\"result\":1,\"error\":\"x\"}")
                .expectBroken();
    }

    @Test
    void moreThanSixtyFourLevelsWhereObjectAndArgumentsCount() {
        client.send(nested("1", 62));
        assertThat(client.next()).contains("\"invocationId\":\"1\"");

        client.send(nested("2", 63)).expectBroken();
    }

    @Test
    void theRecordsBeforeItAreAnswered() {
        client.register(user);
        client.send(
                        call("1", "UnicastAsync", quoted(user), "\"Tests\"", "\"Ping\"", "1"),
                        "{\"type\":1",
                        call("2", "UnicastAsync", quoted(user), "\"Tests\"", "\"Ping\"", "2"))
                .expect(event("Tests_Ping", "1"), done("1"))
                .expectBroken();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":1,\"error\":\"x\",\"target\":\"a\",\"arguments\":[]}",
                "{\"type\":1,\"result\":{\"a\":[1]},\"target\":\"a\",\"arguments\":[]}",
                "{\"type\":6,\"target\":\"a\"}",
                "{\"type\":8,\"sequenceId\":1}",
                "{\"type\":1,\"headers\":{},\"target\":\"a\",\"arguments\":[]}"
            })
    void membersThatAreSoundButIdleBreakNothing(String record) {
        client.send(record).expectAlive();
    }

    /** ASP.NET Core SignalR minds the order of these members, and closes. */
    @ParameterizedTest
    @Tag("ours")
    @ValueSource(
            strings = {
                "{\"type\":2,\"item\":1,\"invocationId\":\"77\"}",
                "{\"type\":2,\"item\":null,\"invocationId\":\"77\"}"
            })
    void anItemOfAnUnknownStreamBreaksNothingWhateverItsOrder(String record) {
        client.send(record).expectAlive();
    }

    private static String nested(String id, int arrays) {
        return call(id, "NoSuchMethod", "[".repeat(arrays) + "]".repeat(arrays));
    }
}
