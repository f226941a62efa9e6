package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Test;
import org.presencehub.Hub;
import org.presencehub.NonBlocking;
import org.presencehub.hub.options.CallOptions;
import org.presencehub.hub.options.HubOptions;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.RecordedLog;
import org.presencehub.testing.Records;

/** What becomes of calls above the rate. */
@EnableWeld
class CallLimitTest {
    private static final String ERROR = "An unexpected error occurred invoking 'echo' on the server. HubException: A"
            + " connection may make 2 calls a second (presencehub.maximum-calls-per-second).";

    @WeldSetup
    WeldInitiator weld = HubContainer.with(
                    HubOptions.DEFAULTS.withCalls(
                            CallOptions.DEFAULTS.withThreads(1).withPerSecond(2)),
                    Chat.class)
            .build();

    @Hub("/chat")
    static class Chat {
        @NonBlocking
        public String echo(String text) {
            return text;
        }
    }

    @Test
    void aCallAboveTheRateFailsAndSaysWhatTheRateIs() {
        InMemoryClient anna = InMemoryClient.of("anna", weld, "/chat");
        String call = Records.call("1", "echo", "\"a\"");
        try (RecordedLog log = RecordedLog.ofEverything("org.presencehub.hub")) {
            anna.send(call, call, call, "{\"type\":4,\"invocationId\":\"2\",\"target\":\"e c h o\",\"arguments\":[]}");

            String why = " is refused. A connection may make 2 calls a second (presencehub.maximum-calls-per-second).";
            assertThat(log.lines())
                    .map(line -> line.replaceAll("^.*: the call of ", ""))
                    .containsExactly("'echo'" + why, "a name of 7 characters that is no identifier" + why);
        }

        assertThat(anna.next()).contains("\"result\":\"a\"");
        assertThat(anna.next()).contains("\"result\":\"a\"");
        assertThat(anna.next()).isEqualTo(Records.failed("1", ERROR));
        assertThat(anna.next()).isEqualTo(Records.failed("2", ERROR.replace("echo", "e c h o")));
        assertThat(InMemoryClient.of("bert", weld, "/chat").result("echo", "\"b\""))
                .isEqualTo("\"b\"");
    }

    @Test
    void callsAboveTheRateThatWantNoAnswerAreCountedAndSaidAtTheEnd() {
        try (RecordedLog log = RecordedLog.of("org.presencehub.hub")) {
            InMemoryClient anna = InMemoryClient.of("anna", weld, "/chat");
            String call = Records.event("echo", "\"a\"");
            anna.send(call, call, call, call, call);
            anna.assertNothingCame();
            assertThat(log.lines()).isEmpty();

            anna.vanish();
            await().until(() -> !log.lines().isEmpty());
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains(anna.id(), "/chat", "3 calls", "2 a second", "presencehub.maximum-calls-per-second");
        }
    }
}
