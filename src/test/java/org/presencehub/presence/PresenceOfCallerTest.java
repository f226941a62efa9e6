package org.presencehub.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.presencehub.DisconnectReason;
import org.presencehub.clients.Announcement;
import org.presencehub.clients.TextBlock;
import org.presencehub.clients.Watchers;

class PresenceOfCallerTest {
    private final List<String> calls = new ArrayList<>();
    private final PresenceTracker tracker = new PresenceTracker() {
        @Override
        public void track(Watchers.Watcher watcher, String user) {
            calls.add("track " + watcher.connectionId() + " of " + user);
        }

        @Override
        public void untrack(Watchers.Watcher watcher) {
            calls.add("untrack " + watcher.connectionId());
        }
    };

    @Test
    void theCallingConnectionArrivesAndLeavesWithTheUserOfItsToken() {
        PresenceOfCaller presence = new PresenceOfCaller(new OneCaller("anna"), tracker);
        presence.track();
        presence.untrack();
        assertThat(calls).containsExactly("track connection of anna", "untrack connection");
    }

    @Test
    void aConnectionWithoutATokenDoesNotCount() {
        PresenceOfCaller presence = new PresenceOfCaller(new OneCaller(null), tracker);
        assertThatIllegalStateException().isThrownBy(presence::track);
        assertThat(calls).isEmpty();
    }

    private record OneCaller(@Nullable String verifiedUser) implements Watchers, Watchers.Watcher {
        @Override
        public Watcher caller() {
            return this;
        }

        @Override
        public String connectionId() {
            return "connection";
        }

        @Override
        public Announcement event(String name, String argument) {
            throw nobody();
        }

        @Override
        public Announcement list(String name, TextBlock texts) {
            throw nobody();
        }

        @Override
        public void append(Announcement event) {
            throw nobody();
        }

        @Override
        public void publish() {
            throw nobody();
        }

        @Override
        public void watch(Announcement first) {
            throw nobody();
        }

        @Override
        public void unwatch() {
            throw nobody();
        }

        @Override
        public Duration goneFor() {
            return Duration.ZERO;
        }

        @Override
        public boolean hasEnded() {
            throw nobody();
        }

        private static AssertionError nobody() {
            return new AssertionError("Nobody is told here.");
        }

        @Override
        public void onEnd(Consumer<DisconnectReason> listener) {
            throw new AssertionError("Nobody listens here.");
        }
    }
}
