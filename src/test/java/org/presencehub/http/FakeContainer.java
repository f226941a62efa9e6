package org.presencehub.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.presencehub.http.server.HttpConnection;

/** A container that notes what becomes of one request, and takes writes and has bytes when a test says so. Confined to the thread of its test. */
final class FakeContainer {
    private byte[] written = {};
    private final List<String> events = new ArrayList<>();
    private final Map<String, String> headers = new HashMap<>();
    private final Map<String, String> answered = new HashMap<>();
    private final Input in = new Input();
    private final Output out = new Output();
    private String method = "POST";
    private boolean async;
    private boolean asyncSupported = true;
    private int status = 200;

    FakeContainer method(String name) {
        method = name;
        return this;
    }

    FakeContainer header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** The request's body as far as it has come. */
    FakeContainer body(String come, boolean whole) {
        in.bytes = new ByteArrayInputStream(come.getBytes(UTF_8));
        in.whole = whole;
        return this;
    }

    /** Reading the body fails from now on. */
    FakeContainer failing() {
        in.failing = true;
        return this;
    }

    FakeContainer synchronous() {
        asyncSupported = false;
        return this;
    }

    /** {@return what happened, in order} */
    List<String> events() {
        return events;
    }

    int status() {
        return status;
    }

    /** {@return the value of the answer's header, or null} */
    @Nullable
    String answered(String header) {
        return answered.get(header);
    }

    /** {@return how many bytes of the body nobody has read} */
    int unread() {
        return in.bytes.available();
    }

    /** The client takes what is written from now on. */
    void takeWrites() throws IOException {
        out.ready = true;
        WriteListener listener = out.listener;
        if (listener != null) {
            listener.onWritePossible();
        }
    }

    /** The client takes nothing more. */
    void takeNothing() {
        out.ready = false;
    }

    /** The client takes what is written next, and nothing more. */
    void takeOneWrite() {
        out.readyForOne = true;
    }

    /** More of the body comes. */
    void deliver(String come, boolean whole) throws IOException {
        body(come, whole);
        ReadListener listener = Objects.requireNonNull(in.listener);
        listener.onDataAvailable();
        if (whole) {
            listener.onAllDataRead();
        }
    }

    /** {@return the array that was written last} */
    byte[] written() {
        return written;
    }

    HttpConnection socket() {
        return new HttpConnection() {
            @Override
            public boolean isAbandoned() {
                return false;
            }

            @Override
            public void close() {
                events.add("cut");
            }
        };
    }

    HeldResponse hold() throws IOException {
        return HeldResponse.hold(request(), response(), Optional.of(socket()), broken -> events.add("broken"));
    }

    HttpServletRequest request() {
        return standIn(HttpServletRequest.class, (proxy, called, arguments) -> switch (called.getName()) {
            case "getMethod" -> method;
            case "getProtocol" -> "HTTP/1.1";
            case "getHeader" -> headers.get(String.valueOf(Objects.requireNonNull(arguments)[0]));
            case "getInputStream" -> in;
            case "isAsyncSupported" -> asyncSupported;
            case "isAsyncStarted" -> async;
            case "startAsync" -> begin();
            default -> throw new UnsupportedOperationException(called.toString());
        });
    }

    private AsyncContext begin() {
        async = true;
        return standIn(AsyncContext.class, (proxy, called, arguments) -> {
            if (called.getName().equals("complete")) {
                events.add("completed");
            }
            return null;
        });
    }

    HttpServletResponse response() {
        return standIn(HttpServletResponse.class, this::respond);
    }

    private @Nullable Object respond(Object proxy, Method called, @Nullable Object @Nullable [] arguments) {
        switch (called.getName()) {
            case "getStatus" -> {
                return status;
            }
            case "getOutputStream" -> {
                return out;
            }
            case "setStatus" -> status = (int) Objects.requireNonNull(Objects.requireNonNull(arguments)[0]);
            case "setHeader" -> {
                answered.put(String.valueOf(Objects.requireNonNull(arguments)[0]), String.valueOf(arguments[1]));
                if (arguments[0].equals("Connection")) {
                    events.add("says " + arguments[1]);
                }
            }
            case "setContentLength" -> events.add("length " + Objects.requireNonNull(arguments)[0]);
            default -> {}
        }
        return null;
    }

    private static <T> T standIn(Class<T> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(FakeContainer.class.getClassLoader(), new Class<?>[] {type}, calls));
    }

    private final class Output extends ServletOutputStream {
        private boolean ready;
        private boolean readyForOne;
        private @Nullable WriteListener listener;

        @Override
        public void setWriteListener(WriteListener writeListener) {
            listener = writeListener;
        }

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void write(int each) {
            events.add("wrote " + (char) each);
        }

        @Override
        public void write(byte[] bytes) {
            written = bytes;
            ready &= !readyForOne;
            readyForOne = false;
            if (bytes.length > 0) {
                events.add("wrote " + new String(bytes, UTF_8));
            }
        }

        @Override
        public void flush() {
            events.add("flushed");
        }
    }

    private static final class Input extends ServletInputStream {
        private ByteArrayInputStream bytes = new ByteArrayInputStream(new byte[0]);
        private boolean whole = true;
        private boolean failing;
        private @Nullable ReadListener listener;

        @Override
        public void setReadListener(ReadListener readListener) {
            listener = readListener;
        }

        @Override
        public boolean isReady() {
            return bytes.available() > 0;
        }

        @Override
        public int available() {
            return bytes.available();
        }

        @Override
        public boolean isFinished() {
            return whole && bytes.available() == 0;
        }

        @Override
        public int read() {
            if (bytes.available() == 0 && !whole) {
                throw new AssertionError("A thread would wait here.");
            }
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (failing) {
                throw new IllegalStateException("fails on purpose");
            }
            return bytes.available() == 0 && whole ? -1 : bytes.read(into, from, length);
        }
    }
}
