package org.presencehub.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is done to Grizzly by name, by stand-ins with its names: that they are the right ones, the tests on Payara show. */
class GrizzlyStreamTest {
    private final Session session = new Session();
    private final Line line = new Line();
    private final Stream stream = new Stream(session, 1001);
    private final Body body = new Body(stream.inputBuffer);
    private final HttpConnection connection =
            GrizzlyStream.of(new Facade(stream, new Grizzlys(line, body))).orElseThrow();

    /** What a servlet of Payara gets. */
    @SuppressWarnings("unused") // called by name, as the others here
    static final class Facade extends ServletRequestWrapper {
        private final Stream stream;
        private final Grizzlys grizzlys;

        Facade(Stream stream, Grizzlys grizzlys) {
            super(standIn(ServletRequest.class, (proxy, called, arguments) -> null));
            this.stream = stream;
            this.grizzlys = grizzlys;
        }

        public Facade getUnwrappedCoyoteRequest() {
            return this;
        }

        public Grizzlys getCoyoteRequest() {
            return grizzlys;
        }

        @Override
        public Object getAttribute(String name) {
            assertThat(name).isEqualTo("@RoA.org.glassfish.grizzly.http2.Http2Stream");
            return stream;
        }
    }

    @SuppressWarnings("unused")
    static final class Grizzlys {
        private final Line line;
        private final Body body;

        Grizzlys(Line line, Body body) {
            this.line = line;
            this.body = body;
        }

        public Line getConnection() {
            return line;
        }

        public Body getInputBuffer() {
            return body;
        }
    }

    @SuppressWarnings("unused")
    static final class Session {
        final Object sessionLock = new Object();
        final TreeMap<Integer, Stream> streamsMap = new TreeMap<>();
    }

    @SuppressWarnings("unused")
    static final class Queue {
        int inputQueueSize;
    }

    @SuppressWarnings("unused")
    static final class Stream {
        final Session http2Session;
        final Queue inputBuffer = new Queue();
        private final int id;
        private boolean open = true;

        Stream(Session session, int id) {
            http2Session = session;
            this.id = id;
        }

        public int getId() {
            return id;
        }

        public boolean isOpen() {
            return open;
        }

        public void terminateSilently() {
            open = false;
        }
    }

    @SuppressWarnings("unused")
    static final class Body {
        private final Queue queue;
        private boolean reset;
        private int there;
        private int handed;

        Body(Queue queue) {
            this.queue = queue;
        }

        public int available() {
            return there;
        }

        public boolean isFinished() {
            return false;
        }

        public void initiateAsyncronousDataReceiving() {
            handed++;
            there += reset ? 0 : queue.inputQueueSize;
            queue.inputQueueSize = 0;
        }
    }

    @SuppressWarnings("unused")
    static final class Line {
        private final List<String> written = new ArrayList<>();
        private boolean open = true;

        public boolean isOpen() {
            return open;
        }

        public Line getMemoryManager() {
            return this;
        }

        public String wrap(byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }

        public void write(Object message) {
            written.add((String) message);
        }
    }

    private static <T> T standIn(Class<T> type, InvocationHandler calls) {
        return type.cast(
                Proxy.newProxyInstance(GrizzlyStreamTest.class.getClassLoader(), new Class<?>[] {type}, calls));
    }

    @Test
    void whatHasComeIsHandedOverBeforeAnybodyAsks() throws Exception {
        stream.inputBuffer.inputQueueSize = 3;
        connection.handOver();
        assertThat(body.available()).isEqualTo(3);
        connection.handOver();
        assertThat(body.handed).isOne();
    }

    @Test
    void nothingIsAskedForWhereNothingHasCome() throws Exception {
        connection.handOver();
        assertThat(body.handed).isZero();
    }

    @Test
    void aBodyWhoseStreamWasResetWillNotCome() {
        stream.inputBuffer.inputQueueSize = 1;
        body.reset = true;
        assertThatThrownBy(connection::handOver).isInstanceOf(IOException.class);
    }

    @Test
    void aClientHasLeftWhenItsStreamOrItsConnectionIsOver() {
        assertThat(connection.isAbandoned()).isFalse();
        line.open = false;
        assertThat(connection.isAbandoned()).isTrue();
        line.open = true;
        stream.open = false;
        assertThat(connection.isAbandoned()).isTrue();
    }

    @Test
    void aStreamThatIsClosedIsReset() {
        connection.close();
        assertThat(line.written).containsExactly("000004" + "03" + "00" + "000003e9" + "00000008");
        assertThat(stream.isOpen()).isFalse();
    }

    @Test
    void theRestOfABodyIsLeftWithoutAReset() {
        connection.leaveRest();
        assertThat(line.written).isEmpty();
        assertThat(stream.isOpen()).isTrue();
    }

    @Test
    void aSessionForgetsStreamsThatAreOverForSomeTime() {
        for (int id = 1; id < 1001; id += 2) {
            Stream earlier = new Stream(session, id);
            earlier.open = id % 100 == 1; // as event streams are
            session.streamsMap.put(id, earlier);
        }
        complete();
        assertThat(session.streamsMap).hasSize(500);

        for (int id = 1001; id < 1201; id += 2) {
            session.streamsMap.put(id, new Stream(session, id));
        }
        complete();
        assertThat(session.streamsMap.keySet()).contains(1, 101, 687, 689, 1199).doesNotContain(3, 685);
    }

    private void complete() {
        List<String> done = new ArrayList<>();
        connection.complete(standIn(AsyncContext.class, (proxy, called, arguments) -> {
            done.add(called.getName());
            if (called.getName().equals("start")) {
                ((Runnable) arguments[0]).run();
            }
            return null;
        }));
        assertThat(done).containsExactly("start", "complete");
    }
}
