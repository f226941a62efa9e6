package org.presencehub.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.IoThread;

/** Requests that come before their turn, by stand-ins with Undertow's names: that they are the right ones, the tests on WildFly show. */
class UndertowConnectionTest {
    private final IoThread thread = new IoThread();
    private final List<String> events = new ArrayList<>();

    /** What a servlet of Undertow gets. */
    @SuppressWarnings("unused") // called by name, as the others here
    static final class Facade extends ServletRequestWrapper {
        private final Exchange exchange;

        Facade(Exchange exchange) {
            super(standIn(ServletRequest.class, (proxy, called, arguments) -> null));
            this.exchange = exchange;
        }

        public Exchange getExchange() {
            return exchange;
        }
    }

    @SuppressWarnings("unused")
    static final class Exchange {
        private final HttpServerConnection connection;

        @Nullable
        Object requestCookies = new Object();

        Exchange(HttpServerConnection connection) {
            this.connection = connection;
        }

        public HttpServerConnection getConnection() {
            return connection;
        }
    }

    @SuppressWarnings("unused")
    static final class HttpServerConnection implements Channel {
        private final IoThread thread;
        private final Responses responses = new Responses();
        private @Nullable Object extraBytes;
        private boolean open = true;

        HttpServerConnection(IoThread thread) {
            this.thread = thread;
        }

        public IoThread getIoThread() {
            return thread;
        }

        public Source getOriginalSourceConduit() {
            return new Source();
        }

        public @Nullable Object getSslSession() {
            return null;
        }

        public @Nullable Object getExtraBytes() {
            return extraBytes;
        }

        public Responses getResponseConduit() {
            return responses;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }

    static final class Source {
        public int read(ByteBuffer buffer) {
            return 0;
        }
    }

    static final class Responses {
        @Nullable
        Object exchange;
    }

    private static <T> T standIn(Class<T> type, InvocationHandler calls) {
        return type.cast(
                Proxy.newProxyInstance(UndertowConnectionTest.class.getClassLoader(), new Class<?>[] {type}, calls));
    }

    private Exchange exchange(boolean nextRequestThere) {
        HttpServerConnection connection = new HttpServerConnection(thread);
        connection.extraBytes = nextRequestThere ? new Object() : null;
        return new Exchange(connection);
    }

    private static HttpConnection below(Exchange exchange) {
        return UndertowConnection.of(new Facade(exchange)).orElseThrow();
    }

    @AfterEach
    void letNobodyWait() {
        thread.runDelayed();
    }

    @Test
    void whoSendsOneRequestAfterTheOtherWaitsForNobody() {
        below(exchange(false)).speak(() -> events.add("written"));

        assertThat(events).containsExactly("written");
    }

    @Test
    void whereTheNextRequestHasComeTooEarlyEachWaitsForItsTurn() {
        HttpConnection one = below(exchange(true));
        HttpConnection another = below(exchange(true));
        one.speak(() -> events.add("one"));
        another.speak(() -> events.add("another"));
        assertThat(events).isEmpty();
        assertThat(thread.delays()).containsExactly(1L, 2L);

        thread.runDelayed();
        one.speak(() -> events.add("one goes on"));

        assertThat(events).containsExactly("one", "another", "one goes on");
    }

    /** What its request holds would be kept until then. */
    @Test
    void whoseConnectionIsClosedWaitsNoLonger() {
        HttpConnection one = below(exchange(true));
        one.speak(() -> events.add("one"));
        assertThat(events).isEmpty();

        one.close();
        assertThat(events).containsExactly("one");
        thread.runDelayed();
        assertThat(events).containsExactly("one");
    }

    @Test
    void nobodyWaitsForATurnOnAConnectionThatIsClosed() {
        HttpConnection one = below(exchange(true));
        one.close();

        one.speak(() -> events.add("one"));

        assertThat(events).containsExactly("one");
    }

    @Test
    void whatWasTakenOutOfCookiesIsForgotten() {
        Exchange exchange = exchange(false);

        below(exchange).forgetCookies();

        assertThat(exchange.requestCookies).isNull();
    }

    /** It has all that its request said, and stays there until the next one is answered. */
    @Test
    void whatWasAnsweredIsForgotten() {
        Exchange exchange = exchange(true);
        exchange.connection.responses.exchange = exchange;

        below(exchange)
                .complete(standIn(AsyncContext.class, (proxy, called, arguments) -> events.add(called.getName())));

        assertThat(events).containsExactly("complete");
        assertThat(exchange.connection.responses.exchange).isNull();
    }

    @Test
    void theNextOneIsNotForgotten() {
        Exchange exchange = exchange(true);
        Exchange next = new Exchange(exchange.connection);
        exchange.connection.responses.exchange = next;

        below(exchange).complete(standIn(AsyncContext.class, (proxy, called, arguments) -> null));

        assertThat(exchange.connection.responses.exchange).isSameAs(next);
    }
}
