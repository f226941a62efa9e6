package org.presencehub.presence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.messaging.Announcement;
import org.presencehub.messaging.Announcements;
import org.presencehub.messaging.Watchers;

/** Watchers that keep what they are told, in short: {@code +anna}, {@code -anna}, {@code [anna, bert]}. Thread-safe. */
final class Audience implements Watchers {
    private final Map<Announcement, String> texts = new ConcurrentHashMap<>();
    private final AtomicInteger announced = new AtomicInteger();

    @Override
    public Watcher caller() {
        throw new IllegalStateException("No call is running.");
    }

    @Override
    public Announcement announcement(String event, Object argument) {
        announced.incrementAndGet();
        Announcement announcement = Announcements.of(event);
        texts.put(
                announcement,
                switch (event) {
                    case "UserIsOnline" -> "+" + argument;
                    case "UserIsOffline" -> "-" + argument;
                    case "GetOnlineUsers" -> argument.toString();
                    default -> throw new IllegalArgumentException(event);
                });
        return announcement;
    }

    /** {@return how many events were made, however many were told} */
    int announced() {
        return announced.get();
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
        private volatile boolean broken;

        private Viewer(String connection) {
            this.connection = connection;
        }

        @Override
        public String connectionId() {
            return connection;
        }

        @Override
        public String verifiedUser() {
            throw new AssertionError("Who registers the connection says whose it is.");
        }

        @Override
        public void send(Announcement announcement) {
            if (broken) {
                throw new IllegalStateException("This connection is broken.");
            }
            synchronized (this) {
                if (ended == null) {
                    told.add(texts.get(announcement));
                }
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

        /** From now on, telling it anything throws. */
        void breaks() {
            broken = true;
        }

        void mends() {
            broken = false;
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
