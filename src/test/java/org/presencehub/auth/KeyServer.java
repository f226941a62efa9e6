package org.presencehub.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer's key address on this machine, which counts its visits. Thread-safe. */
final class KeyServer implements AutoCloseable {
    /** What it does with a request. */
    interface Answer {
        void to(HttpExchange request) throws IOException;
    }

    final AtomicInteger visits = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile Answer answer;

    KeyServer(String body) {
        this(body, 0);
    }

    KeyServer(String body, int port) {
        answer = text(200, body);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException taken) {
            throw new AssertionError(taken);
        }
        server.setExecutor(threads);
        server.createContext("/", request -> {
            visits.incrementAndGet();
            answer.to(request);
        });
        server.start();
    }

    static Answer text(int status, String body) {
        return request -> {
            byte[] bytes = body.getBytes(UTF_8);
            request.sendResponseHeaders(status, bytes.length);
            try (request) {
                request.getResponseBody().write(bytes);
            }
        };
    }

    void publishes(String body) {
        answers(text(200, body));
    }

    void answers(Answer next) {
        answer = next;
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/keys";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
