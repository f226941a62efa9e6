package org.presencehub.history;

import static java.net.http.WebSocket.NORMAL_CLOSURE;
import static org.presencehub.testing.WireClient.HANDSHAKE;
import static org.presencehub.testing.WireClient.PING;

import java.net.URI;
import java.net.http.WebSocket;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.presencehub.history.Told.Listed;
import org.presencehub.testing.Records;
import org.presencehub.testing.WireClient;

/** A connection to the presence hub that notes what it is told until this side ends it. Thread-safe. */
final class Tab implements WebSocket.Listener {
    private static final int GOING_AWAY = 1001;
    private static final int PATIENCE = 20;

    private final Notebook notebook;
    private final Hearing hearing;
    private final Outgoing outgoing = new Outgoing();
    private final CompletableFuture<Tab> arrived = new CompletableFuture<>();
    private final StringBuilder unread = new StringBuilder(); // the JDK calls a listener by one thread at a time
    private boolean shookHands;

    private Tab(Notebook notebook, Hearing hearing) {
        this.notebook = notebook;
        this.hearing = hearing;
    }

    /** Opens a socket, shakes hands, and has arrived with the first list that has the user in it. */
    static CompletableFuture<Tab> open(URI hub, WebSocket.Builder socket, Notebook notebook, Hearing hearing) {
        Tab tab = new Tab(notebook, hearing);
        return socket.buildAsync(hub, tab).thenCompose(open -> tab.arrived).orTimeout(PATIENCE, TimeUnit.SECONDS);
    }

    @Override
    public void onOpen(WebSocket socket) {
        outgoing.start(socket);
        outgoing.send(HANDSHAKE);
        socket.request(Long.MAX_VALUE);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        unread.append(data);
        if (last) {
            String[] records = unread.toString().split(Records.SEPARATOR, -1);
            unread.setLength(0);
            Arrays.stream(records).limit(records.length - 1).forEach(this::hear);
            unread.append(records[records.length - 1]);
        }
        return null;
    }

    private void hear(String record) {
        if (!shookHands) {
            shookHands = expectSuccess(record);
        } else if (record.equals(PING)) {
            outgoing.send(PING);
        } else if (!record.equals(WireClient.CLOSE)) {
            hearing.told(record).ifPresent(this::note);
        }
    }

    private static boolean expectSuccess(String answer) {
        if (!answer.equals("{}")) {
            throw new IllegalStateException("The handshake was answered with " + answer);
        }
        return true;
    }

    private void note(Told told) {
        notebook.note(told);
        if (told instanceof Listed list && list.users().contains(notebook.user())) {
            arrived.complete(this);
        }
    }

    Notebook notebook() {
        return notebook;
    }

    /** Ends the connection without waiting for the server. */
    void end(Ending how) {
        notebook.close(End.Planned.BY_CLIENT);
        switch (how) {
            case STOP -> {
                outgoing.send(WireClient.CLOSE);
                outgoing.close(NORMAL_CLOSURE);
            }
            case CLOSE -> outgoing.close(NORMAL_CLOSURE);
            case LEAVE_PAGE -> outgoing.close(GOING_AWAY);
            case CUT -> outgoing.abort();
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        ended("a Close by the server, " + code + " " + reason + ",");
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        ended(error.toString());
    }

    private void ended(String how) {
        notebook.close(new End.ByServer(how));
        arrived.completeExceptionally(new IllegalStateException(how));
    }
}
