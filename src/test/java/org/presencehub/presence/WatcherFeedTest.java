package org.presencehub.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.presencehub.DisconnectReason;
import org.presencehub.clients.Announcement;
import org.presencehub.clients.Watchers.Watcher;
import org.presencehub.connection.outbound.Batches;
import org.presencehub.presence.Audience.Viewer;
import org.presencehub.presence.state.Online;
import org.presencehub.presence.state.Transition;
import org.presencehub.presence.state.User;

class WatcherFeedTest {
    /** So many ids are in one block of a list at most. */
    private static final int BLOCK = 256;

    private final Audience audience = new Audience();
    private final WatcherFeed feed = new WatcherFeed(audience);
    private Online online = Online.NOBODY;

    @Test
    void aWatcherBeginsWithTheListAndItselfInIt() {
        comes("bert");
        Viewer anna = joins("anna");
        assertThat(anna.told()).containsExactly("[anna, bert]");
    }

    @Test
    void theOthersAreToldAndNobodyOfItself() {
        Viewer tab = joins("anna");
        Viewer phone = watches("anna's phone");
        Viewer bert = joins("bert");
        feed.leave(tab);
        feed.leave(phone);
        goes("anna");
        feed.publish();
        assertThat(tab.told()).containsExactly("[anna]");
        assertThat(bert.told()).containsExactly("[anna, bert]", "-anna");
    }

    @Test
    void whatIsNotPublishedIsNotToldAndTheListOfANewcomerHasIt() {
        Viewer anna = joins("anna");
        Viewer bert = joins("bert");
        assertThat(anna.told()).containsExactly("[anna]");
        assertThat(bert.told()).containsExactly("[anna, bert]");
        feed.publish();
        assertThat(anna.told()).containsExactly("[anna]", "+bert");
        assertThat(bert.told()).containsExactly("[anna, bert]");
    }

    @Test
    void aListComesBehindItsTransitionsAndOnlyOnce() {
        Viewer anna = joins("anna");
        comes("bert");
        goes("bert");
        comes("carl");
        feed.list(online);
        feed.list(online);
        feed.publish();
        assertThat(anna.told()).containsExactly("[anna]", "+bert", "-bert", "+carl", "[anna, carl]");
    }

    @Test
    void whoLeftIsToldNothing() {
        Viewer anna = joins("anna");
        feed.leave(anna);
        comes("bert");
        feed.list(online);
        assertThat(anna.told()).containsExactly("[anna]");
    }

    private Viewer joins(String user) {
        comes(user);
        return watches(user);
    }

    private Viewer watches(String connection) {
        Viewer viewer = audience.viewer(connection);
        feed.join(viewer, online);
        return viewer;
    }

    @Test
    void newcomersShareTheBlocksOfTheirLists() {
        for (int i = 0; i < 10 * BLOCK; i++) {
            comes("user" + i);
        }
        for (String protocol : List.of("json", "messagepack")) {
            List<byte[]> before = parts(protocol);
            List<byte[]> same = parts(protocol);
            comes("zoe" + protocol);
            List<byte[]> after = parts(protocol);
            assertThat(notIn(before, same))
                    .as("the list of a user's second connection")
                    .isEmpty();
            assertThat(notIn(before, after).stream()
                            .mapToInt(part -> part.length)
                            .sum())
                    .as("bytes of a newcomer's own, %s", protocol)
                    .isLessThan(BLOCK * 20);
        }
    }

    /** {@return what a newcomer's list consists of} */
    private List<byte[]> parts(String protocol) {
        List<byte[]> parts = new ArrayList<>();
        feed.join(new Newcomer(list -> parts.addAll(Batches.arrays(list.in(protocol)))), online);
        return parts;
    }

    private static List<byte[]> notIn(List<byte[]> known, List<byte[]> parts) {
        return parts.stream()
                .filter(part -> known.stream().noneMatch(each -> each == part))
                .toList();
    }

    /** Looks at its list. */
    private record Newcomer(Consumer<Announcement> eyes) implements Watcher {
        @Override
        public String connectionId() {
            return "newcomer";
        }

        @Override
        public String verifiedUser() {
            return "newcomer";
        }

        @Override
        public void watch(Announcement first) {
            eyes.accept(first);
        }

        @Override
        public void unwatch() {}

        @Override
        public Duration goneFor() {
            return Duration.ZERO;
        }

        @Override
        public boolean hasEnded() {
            return false;
        }

        @Override
        public void onEnd(Consumer<DisconnectReason> listener) {}
    }

    private void comes(String user) {
        online = online.with(new User(user));
        feed.change(new Transition(online.version(), user, null));
    }

    private void goes(String user) {
        online = online.without(new User(user));
        feed.change(new Transition(online.version(), user, DisconnectReason.LOST));
    }
}
