package org.presencehub.presence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.presencehub.DisconnectReason;
import org.presencehub.presence.Audience.Viewer;

class WatcherFeedTest {
    private final Audience audience = new Audience();
    private final WatcherFeed feed = new WatcherFeed(audience);
    private long version;

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
        feed.list();
        feed.list();
        feed.publish();
        assertThat(anna.told()).containsExactly("[anna]", "+bert", "-bert", "+carl", "[anna, carl]");
    }

    @Test
    void whoLeftIsToldNothing() {
        Viewer anna = joins("anna");
        feed.leave(anna);
        comes("bert");
        feed.list();
        assertThat(anna.told()).containsExactly("[anna]");
    }

    private Viewer joins(String user) {
        comes(user);
        return watches(user);
    }

    private Viewer watches(String connection) {
        Viewer viewer = audience.viewer(connection);
        feed.join(viewer);
        return viewer;
    }

    private void comes(String user) {
        feed.change(new Transition(++version, user, null));
    }

    private void goes(String user) {
        feed.change(new Transition(++version, user, DisconnectReason.LOST));
    }
}
