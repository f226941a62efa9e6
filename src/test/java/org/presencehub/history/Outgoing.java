package org.presencehub.history;

import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.presencehub.testing.Records;

/** What a client sends: one thing after another, as the JDK demands. Whether it arrives is for the listener to see. Thread-safe. */
final class Outgoing {
    private final CompletableFuture<WebSocket> opened = new CompletableFuture<>();
    private CompletableFuture<WebSocket> sent = opened;

    void start(WebSocket socket) {
        opened.complete(socket);
    }

    void send(String record) {
        then(socket -> socket.sendText(Records.of(record), true));
    }

    void close(int code) {
        then(socket -> socket.sendClose(code, ""));
    }

    void abort() {
        then(socket -> {
            socket.abort();
            return CompletableFuture.completedFuture(socket);
        });
    }

    private synchronized void then(Function<WebSocket, CompletableFuture<WebSocket>> sending) {
        sent = sent.thenCompose(sending);
    }
}
