package org.presencehub.identity.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.RecordedLog;

/** What a client is told that is refused, and what only the log is told. */
class RequestRefusedExceptionTest {
    @Test
    void aTextIsTheWholeAnswer() {
        try (RecordedLog log = RecordedLog.of("org.presencehub.identity")) {
            RecordedResponse answer =
                    RecordedResponse.to(RequestRefusedException.of(404, "No Connection with that ID ä"));

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.headers())
                    .containsOnlyKeys("Content-Type", "Content-Length")
                    .containsEntry("Content-Type", "text/plain")
                    .containsEntry("Content-Length", "29"); // bytes
            assertThat(answer.body()).isEqualTo("No Connection with that ID ä");
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void whoAsksByAMethodThatIsNotThereIsToldThoseThatAre() {
        RecordedResponse answer = RecordedResponse.to(RequestRefusedException.methodNotAllowed("GET, POST", ""));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET, POST");
        assertThat(answer.headers()).containsEntry("Content-Length", "0").containsEntry("Content-Type", "text/plain");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void whatIsRefusedForNowSaysWhenToComeAgain() {
        RecordedResponse answer =
                RecordedResponse.to(RequestRefusedException.later("The server is stopping", Duration.ofSeconds(5)));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.body()).isEqualTo("The server is stopping");
    }

    @Test
    void onlyTheLogHasTheCauseAndTheIdLeadsToIt() {
        try (RecordedLog log = RecordedLog.of("org.presencehub.identity")) {
            RecordedResponse one =
                    RecordedResponse.to(RequestRefusedException.forbidden("/one", "the origin is foreign"));
            RecordedResponse other =
                    RecordedResponse.to(RequestRefusedException.forbidden("/other", "of another user"));

            assertThat(one.status()).isEqualTo(403);
            assertThat(one.headers()).containsOnlyKeys("X-Refusal-Id", "Content-Length");
            assertThat(one.body()).isEmpty();
            assertThat(one.header("X-Refusal-Id")).matches("[0-9a-f]{8}").isNotEqualTo(other.header("X-Refusal-Id"));
            assertThat(log.lines())
                    .containsExactly(
                            "Refused [" + one.header("X-Refusal-Id") + "] at /one: the origin is foreign",
                            "Refused [" + other.header("X-Refusal-Id") + "] at /other: of another user");
        }
    }

    @Test
    void aRefusalIsNoAccidentAndHasNoStackTrace() {
        assertThat(RequestRefusedException.of(400, "").getStackTrace()).isEmpty();
    }
}
