package org.presencehub.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.presencehub.identity.Caller;
import org.presencehub.identity.http.Query;
import org.presencehub.transport.entry.Exchange;

/**
 * A request in the words of HTTP, right or wrong, and what becomes of it in a container that reads and writes everything at once. Confined to
 * the thread of its test.
 */
public final class ThoughtUpRequest {
    private static final String END_OF_HEAD = "\n\n";

    private final String method;
    private final String path;
    private final @Nullable String query;
    private final List<String> headers;
    private final Body body;
    private final Output output = new Output();
    private final Map<String, String> answered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private int status = 200;
    private boolean asyncSupported = true;
    private boolean async;
    private int completions;

    /** @param text request line, header lines, an empty line, the body; lines end at a line feed */
    public ThoughtUpRequest(String text) {
        int end = text.indexOf(END_OF_HEAD);
        List<String> head = List.of((end < 0 ? text : text.substring(0, end)).split("\n", -1));
        List<String> line = List.of(head.get(0).split(" ", 2));
        List<String> target = List.of((line.size() > 1 ? line.get(1) : "").split("\\?", 2));
        method = line.get(0);
        path = target.get(0);
        query = target.size() > 1 ? target.get(1) : null;
        headers = head.subList(1, head.size());
        body = new Body(
                end < 0
                        ? new byte[0]
                        : text.substring(end + END_OF_HEAD.length()).getBytes(ISO_8859_1));
    }

    /** As behind a filter that keeps requests from waiting. */
    public ThoughtUpRequest synchronous() {
        asyncSupported = false;
        return this;
    }

    public void sendTo(Servlet servlet) throws ServletException, IOException {
        servlet.service(
                standIn(HttpServletRequest.class, this::request), standIn(HttpServletResponse.class, this::response));
        if (async && completions == 0) {
            output.possible();
            body.deliver();
        }
    }

    /** {@return the request and the response as those see them who were let in} */
    public Exchange exchange() {
        return new Exchange(
                standIn(HttpServletRequest.class, this::request),
                standIn(HttpServletResponse.class, this::response),
                Query.of(query),
                Caller.ANONYMOUS);
    }

    /** Grizzly calls a body read when all of it has come. */
    public void come() throws IOException {
        output.possible();
        body.come();
    }

    /** {@return what was written to the client} */
    public String answer() {
        return output.bytes.toString(UTF_8);
    }

    /** {@return the header of the answer, or nothing} */
    public String answered(String header) {
        return answered.getOrDefault(header, "");
    }

    public int status() {
        return status;
    }

    /** {@return whether it waits for its answer} */
    public boolean isHeld() {
        return async && completions == 0;
    }

    /** {@return how often it was answered, which should be once} */
    int answers() {
        return async ? completions : 1;
    }

    private @Nullable Object request(Object proxy, Method called, Object @Nullable [] arguments) {
        return switch (called.getName()) {
            case "getMethod" -> method;
            case "getPathInfo" -> path.isEmpty() ? null : path;
            case "getServletPath" -> "/hub";
            case "getContextPath" -> "";
            case "getRequestURI" -> "/hub" + path;
            case "getHeaderNames" ->
                Collections.enumeration(headers.stream()
                        .filter(header -> header.contains(":"))
                        .map(header -> header.substring(0, header.indexOf(':')))
                        .toList());
            case "getQueryString" -> query;
            case "getHeader" -> values(arguments).stream().findFirst().orElse(null);
            case "getHeaders" -> Collections.enumeration(values(arguments));
            case "getInputStream" -> body;
            case "getUserPrincipal", "getRequestedSessionId", "getAuthType", "getSession" -> null;
            case "getRemoteAddr" -> "192.0.2.1";
            case "isAsyncSupported" -> asyncSupported;
            case "isAsyncStarted" -> async;
            case "getProtocol" -> "HTTP/1.1";
            case "startAsync" -> begin();
            default -> throw new UnsupportedOperationException(called.toString());
        };
    }

    private List<String> values(Object @Nullable [] name) {
        String prefix = Objects.requireNonNull(name)[0] + ":";
        return headers.stream()
                .filter(header -> header.regionMatches(true, 0, prefix, 0, prefix.length()))
                .map(header -> header.substring(prefix.length()).strip())
                .toList();
    }

    private AsyncContext begin() {
        if (!asyncSupported) {
            throw new IllegalStateException("A container throws this.");
        }
        async = true;
        return standIn(AsyncContext.class, (proxy, called, arguments) -> {
            completions += called.getName().equals("complete") ? 1 : 0;
            return null;
        });
    }

    private @Nullable Object response(Object proxy, Method called, Object @Nullable [] arguments) {
        if (called.getName().equals("setStatus")) {
            status = (int) Objects.requireNonNull(arguments)[0];
        }
        if (called.getName().equals("setHeader")) {
            answered.put((String) Objects.requireNonNull(arguments)[0], (String) Objects.requireNonNull(arguments[1]));
        }
        return switch (called.getName()) {
            case "getOutputStream" -> output;
            case "getStatus" -> status;
            case "isCommitted" -> false;
            default -> null;
        };
    }

    private static <T> T standIn(Class<T> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(ThoughtUpRequest.class.getClassLoader(), new Class<?>[] {type}, calls));
    }

    private static final class Output extends ServletOutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private @Nullable WriteListener listener;

        @Override
        public void setWriteListener(WriteListener writeListener) {
            listener = writeListener;
        }

        void possible() throws IOException {
            if (listener != null) {
                listener.onWritePossible();
            }
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void write(int each) {
            bytes.write(each);
        }
    }

    private static final class Body extends ServletInputStream {
        private final ByteArrayInputStream bytes;
        private @Nullable ReadListener listener;

        Body(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public void setReadListener(ReadListener readListener) {
            listener = readListener;
        }

        void deliver() throws IOException {
            if (listener != null) {
                listener.onDataAvailable();
                if (isFinished()) {
                    listener.onAllDataRead();
                }
            }
        }

        void come() throws IOException {
            ReadListener told = Objects.requireNonNull(listener);
            told.onDataAvailable();
            told.onAllDataRead();
        }

        @Override
        public int available() {
            return bytes.available();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int from, int length) {
            return bytes.read(into, from, length);
        }
    }
}
