package org.presencehub.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No thread waits for a client: neither for what it still has to send, nor for it to take the answer. */
class NonBlockingServletTest {
    private final AtomicLong clock = new AtomicLong();
    private final RequestDeadlines deadlines =
            new RequestDeadlines(new RequestOptions(Duration.ofSeconds(30)), clock::get);
    private final FakeContainer container = new FakeContainer();

    /** Answers "hello". */
    private static final class Greeting extends NonBlockingServlet {
        private static final long serialVersionUID = 1;

        Greeting(RequestDeadlines deadlines) {
            super(deadlines);
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getOutputStream().write("hello".getBytes(UTF_8));
        }
    }

    /** Has a page. */
    private static final class Page extends NonBlockingServlet {
        private static final long serialVersionUID = 1;

        Page(RequestDeadlines deadlines) {
            super(deadlines);
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            response.setStatus(HttpServletResponse.SC_FOUND);
        }
    }

    private void serve() throws ServletException, IOException {
        Servlet servlet = new Greeting(deadlines);
        servlet.service(container.request(), container.response());
    }

    @Test
    void anAnswerLeavesWhenTheClientTakesIt() throws Exception {
        serve();
        assertThat(container.events()).containsExactly("length 5");

        container.takeWrites();

        assertThat(container.events()).containsExactly("length 5", "wrote hello", "flushed", "completed");
    }

    @Test
    void aClientThatDoesNotTakeItLosesIt() throws Exception {
        serve();
        pass(29);
        assertThat(container.events()).doesNotContain("completed");

        pass(1);

        assertThat(container.events()).contains("completed").doesNotContain("wrote hello");
    }

    @Test
    void aBodyThatHasComeIsDroppedAndTheConnectionStays() throws Exception {
        container.header("Content-Length", "4").body("body", true);
        serve();
        container.takeWrites();

        assertThat(container.unread()).isZero();
        assertThat(container.events()).contains("completed").doesNotContain("says close");
    }

    @Test
    void ofABodyThatHasNotComeNobodyWaitsForTheRest() throws Exception {
        container.header("Content-Length", "1000").body("body", false);
        serve();
        container.takeWrites();

        assertThat(container.events())
                .containsExactly("length 5", "says close", "flushed", "wrote hello", "flushed", "completed");
    }

    @Test
    void aBodyInChunksIsAnnouncedToo() throws Exception {
        container.header("Transfer-Encoding", "chunked").body("", false);
        serve();
        container.takeWrites();

        assertThat(container.events()).contains("says close");
    }

    @Test
    void aBodyThatWaitsForAWordIsNotAskedFor() throws Exception {
        container.header("Content-Length", "4").header("Expect", "100-continue").body("body", true);
        serve();
        container.takeWrites();

        assertThat(container.unread()).isEqualTo(4);
        assertThat(container.events()).contains("says close");
    }

    @Test
    void behindAFilterThatAllowsNoOtherWayTheAnswerIsWrittenAtOnce() throws Exception {
        container.synchronous().header("Content-Length", "1000").body("", false);
        serve();

        assertThat(container.events()).containsExactly("length 5", "says close", "wrote hello");
    }

    @Test
    void toAQuestionForTheHeadTheLengthIsAnswered() throws Exception {
        container.method("HEAD");
        serve();
        container.takeWrites();

        assertThat(container.events()).containsExactly("length 5", "completed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "TRACE", "PATCH", "NONSENSE"})
    void whoAsksByAMethodThatIsNotThereIsToldThoseThatAre(String method) throws Exception {
        new Page(deadlines).service(container.method(method).request(), container.response());

        assertThat(container.status()).isEqualTo(405);
        assertThat(container.answered("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void whoAsksForTheMethodsIsToldThem() throws Exception {
        new Page(deadlines).service(container.method("OPTIONS").request(), container.response());

        assertThat(container.status()).isEqualTo(204);
        assertThat(container.answered("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void aMethodThatIsThereIsServed() throws Exception {
        new Page(deadlines).service(container.method("GET").request(), container.response());

        assertThat(container.status()).isEqualTo(302);
        assertThat(container.answered("Allow")).isNull();
    }

    private void pass(int seconds) {
        clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
        deadlines.tick();
    }
}
