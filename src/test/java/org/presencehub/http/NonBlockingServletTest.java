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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.testing.RecordedLog;

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

    /** Answers a little, and fails as it is told. */
    private static final class Failing extends NonBlockingServlet {
        private static final long serialVersionUID = 1;
        private final transient Serving fate;

        Failing(RequestDeadlines deadlines, Serving fate) {
            super(deadlines);
            this.fate = fate;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            response.getOutputStream().write("half".getBytes(UTF_8));
            fate.serve(request, response);
        }
    }

    private void serve() throws ServletException, IOException {
        serve(new Greeting(deadlines));
    }

    private void serve(Servlet servlet) throws ServletException, IOException {
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

    /** Of a page that many ask for and do not read there would be as many copies. */
    @Test
    void whatNobodyChangesIsSentWithoutACopy() throws Exception {
        byte[] page = "page".getBytes(UTF_8);
        container.method("GET");
        serve(new NonBlockingServlet(deadlines) {
            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                response.getOutputStream().write("half".getBytes(UTF_8));
                answer(response, page);
            }
        });
        container.takeWrites();

        assertThat(container.events()).startsWith("length 4").contains("wrote page", "completed");
        assertThat(container.written()).isSameAs(page);
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

    static Stream<NonBlockingServlet.Serving> failures() {
        return Stream.of(
                (request, response) -> {
                    throw new IllegalStateException("what a client has sent");
                },
                (request, response) -> {
                    throw new ServletException(
                            "what a client has sent", new IllegalStateException("what a client has sent"));
                },
                (request, response) -> {
                    throw new IOException("what a client has sent");
                },
                (request, response) -> {
                    throw new StackOverflowError("what a client has sent");
                });
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whateverEscapesIsABare500AndALineWithoutWhatTheClientSent(NonBlockingServlet.Serving failure)
            throws Exception {
        try (RecordedLog log = RecordedLog.of("org.presencehub.http")) {
            serve(new Failing(deadlines, failure));
            container.takeWrites();

            assertThat(container.status()).isEqualTo(500);
            assertThat(container.events()).containsExactly("length 0", "completed");
            assertThat(log.lines().get(0)).startsWith("A request could not be answered, and gets 500: ");
            assertThat(log.lines()).noneMatch(line -> line.contains("what a client has sent"));
        }
    }

    @Test
    void whoFailsWhileTheResponseIsHeldLeavesNobodyWaiting() throws Exception {
        serve(new Failing(deadlines, (request, response) -> {
            HeldResponse.hold(request, response, broken -> {});
            throw new IllegalStateException("fails on purpose");
        }));
        container.takeWrites();

        assertThat(container.status()).isEqualTo(500);
        assertThat(container.events()).contains("completed").doesNotContain("wrote half");
    }

    @Test
    void whoFailsInTheMiddleOfAHeldResponseBreaksItOff() throws Exception {
        serve(new Failing(deadlines, (request, response) -> {
            HeldResponse.hold(request, response, broken -> {}).write("begun".getBytes(UTF_8));
            throw new IllegalStateException("fails on purpose");
        }));
        container.takeWrites();

        assertThat(container.events()).containsExactly("completed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "TRACE", "PATCH", "NONSENSE"})
    void whoAsksByAMethodThatIsNotThereIsToldThoseThatAre(String method) throws Exception {
        container.method(method);
        serve(new Page(deadlines));

        assertThat(container.status()).isEqualTo(405);
        assertThat(container.answered("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void whoAsksForTheMethodsIsToldThem() throws Exception {
        container.method("OPTIONS");
        serve(new Page(deadlines));

        assertThat(container.status()).isEqualTo(204);
        assertThat(container.answered("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void aMethodThatIsThereIsServed() throws Exception {
        container.method("GET");
        serve(new Page(deadlines));

        assertThat(container.status()).isEqualTo(302);
        assertThat(container.answered("Allow")).isNull();
    }

    private void pass(int seconds) {
        clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
        deadlines.tick();
    }
}
