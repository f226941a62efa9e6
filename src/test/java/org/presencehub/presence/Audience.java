package org.presencehub.presence;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.clients.Announcement;
import org.presencehub.clients.TextBlock;
import org.presencehub.clients.Watchers;
import org.presencehub.messaging.Announcements;

/** Watchers that keep what they are told, in short: {@code +anna}, {@code -anna}, {@code [anna, bert]}. Thread-safe. */
final class Audience implements Watchers {
    private static final JsonProvider JSON = JsonProvider.provider(); // finding it is slow

    @GuardedBy("this")
    private final List<String> log = new ArrayList<>();

    @GuardedBy("this")
    private final List<Viewer> watching = new ArrayList<>();

    @GuardedBy("this")
    private int published;

    @Override
    public Watcher caller() {
        throw new IllegalStateException("No call is running.");
    }

    @Override
    public Announcement event(String name, String argument) {
        return Announcements.of(name, argument);
    }

    @Override
    public Announcement list(String name, TextBlock texts) {
        return Announcements.list(name, texts);
    }

    @Override
    public synchronized void append(Announcement event) {
        log.add(inShort(event));
    }

    @Override
    public synchronized void publish() {
        published = log.size();
        watching.forEach(Viewer::read);
    }

    private static String inShort(Announcement event) {
        try (var reader = JSON.createReader(new StringReader(Announcements.text(event)))) {
            JsonObject message = reader.readObject();
            JsonValue argument = message.getJsonArray("arguments").get(0);
            return switch (message.getString("target")) {
                case "UserIsOnline" -> "+" + text(argument);
                case "UserIsOffline" -> "-" + text(argument);
                case "GetOnlineUsers" ->
                    argument.asJsonArray().stream()
                            .map(Audience::text)
                            .collect(Collectors.toCollection(TreeSet::new))
                            .toString();
                default -> throw new IllegalArgumentException(message.toString());
            };
        }
    }

    private static String text(JsonValue value) {
        return ((JsonString) value).getString();
    }

    Viewer viewer(String connection) {
        return new Viewer(connection);
    }

    /** One connection. Thread-safe. */
    final class Viewer implements Watcher {
        private final String connection;
        private final List<String> told = new ArrayList<>();
        private final List<Consumer<DisconnectReason>> listeners = new ArrayList<>();
        private @Nullable DisconnectReason ended;
        private Duration goneFor = Duration.ZERO;
        private int cursor;

        private Viewer(String connection) {
            this.connection = connection;
        }

        @Override
        public String connectionId() {
            return connection;
        }

        @Override
        public synchronized Duration goneFor() {
            return goneFor;
        }

        /** It will turn out to have been gone for so long when it ends. */
        synchronized void goneFor(Duration time) {
            goneFor = time;
        }

        @Override
        public String verifiedUser() {
            throw new AssertionError("Who registers the connection says whose it is.");
        }

        @Override
        public void watch(Announcement first) {
            synchronized (Audience.this) {
                tell(inShort(first));
                cursor = log.size();
                watching.add(this);
            }
        }

        @Override
        public void unwatch() {
            synchronized (Audience.this) {
                watching.remove(this);
            }
        }

        private void read() {
            synchronized (Audience.this) {
                for (; cursor < published; cursor++) {
                    tell(log.get(cursor));
                }
            }
        }

        private synchronized void tell(String event) {
            if (ended == null) {
                told.add(event);
            }
        }

        @Override
        public void onEnd(Consumer<DisconnectReason> listener) {
            DisconnectReason reason;
            synchronized (this) {
                reason = ended;
                if (reason == null) {
                    listeners.add(listener);
                }
            }
            if (reason != null) {
                listener.accept(reason);
            }
        }

        @Override
        public synchronized boolean hasEnded() {
            return ended != null;
        }

        void end(DisconnectReason reason) {
            List<Consumer<DisconnectReason>> hearing;
            synchronized (this) {
                if (ended != null) {
                    return;
                }
                ended = reason;
                hearing = List.copyOf(listeners);
            }
            hearing.forEach(listener -> listener.accept(reason));
        }

        synchronized int listeners() {
            return listeners.size();
        }

        synchronized List<String> told() {
            return List.copyOf(told);
        }

        List<String> lists() {
            return told().stream().filter(Audience::isList).toList();
        }

        Stream<String> transitions() {
            return told().stream().filter(each -> !isList(each));
        }
    }

    static boolean isList(String told) {
        return told.startsWith("[");
    }
}
