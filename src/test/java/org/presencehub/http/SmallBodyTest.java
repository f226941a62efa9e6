package org.presencehub.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.RecordedLog;

/** Whoever was to answer a body and fails leaves nobody waiting. */
class SmallBodyTest {
    private final AtomicLong clock = new AtomicLong();
    private final RequestDeadlines deadlines =
            new RequestDeadlines(new RequestOptions(Duration.ofSeconds(30)), clock::get);
    private final FakeContainer container = new FakeContainer().body("", false);

    private void answer(SmallBody.Answering answering) throws IOException {
        SmallBody.read(container.request(), container.response(), 100, deadlines, answering);
        container.deliver("{}", true);
    }

    @Test
    void whoFailsAnswers500AndNothingElse() throws Exception {
        try (RecordedLog log = RecordedLog.of("org.presencehub.http")) {
            answer((body, response) -> {
                response.getWriter().print("half an answer");
                throw new AssertionError("fails on purpose");
            });
            container.takeWrites();

            assertThat(container.status()).isEqualTo(500);
            assertThat(container.events()).containsExactly("length 0", "completed");
            assertThat(log.lines().get(0))
                    .startsWith("A request could not be answered, and gets 500: java.lang.AssertionError at ")
                    .contains("SmallBodyTest.java");
            assertThat(log.lines()).noneMatch(line -> line.contains("on purpose"));
        }
    }

    @Test
    void aBodyThatCannotBeReadIsRefused() throws Exception {
        SmallBody.read(container.request(), container.response(), 100, deadlines, (body, response) -> {});

        container.failing().deliver("{}", true);
        container.takeWrites();

        assertThat(container.status()).isEqualTo(400);
        assertThat(container.events()).contains("completed");
    }

    @Test
    void theAnswerOfWhoFailsHasItsDeadlineToo() throws Exception {
        answer((body, response) -> {
            throw new IOException("fails on purpose");
        });
        assertThat(container.events()).doesNotContain("completed");

        clock.addAndGet(Duration.ofSeconds(30).toNanos());
        deadlines.tick();

        assertThat(container.events()).contains("completed");
    }
}
