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
        feed.leave("anna");
        feed.leave("anna's phone");
        goes("anna");
        assertThat(tab.told()).containsExactly("[anna]", "+bert");
        assertThat(phone.told()).containsExactly("[anna]", "+bert");
        assertThat(bert.told()).containsExactly("[anna, bert]", "-anna");
    }

    @Test
    void aListGoesToThoseWhoDoNotHaveIt() {
        Viewer anna = joins("anna");
        Viewer bert = joins("bert");
        feed.list();
        feed.list();
        assertThat(anna.told()).containsExactly("[anna]", "+bert", "[anna, bert]");
        assertThat(bert.told()).containsExactly("[anna, bert]");
    }

    @Test
    void whoLeftIsToldNothing() {
        Viewer anna = joins("anna");
        feed.leave("anna");
        comes("bert");
        feed.list();
        assertThat(anna.told()).containsExactly("[anna]");
    }

    @Test
    void eachEventIsMadeOnceHoweverManyAreTold() {
        for (int i = 0; i < 100; i++) {
            watches("connection " + i); // version 0: they share one empty list
        }
        assertThat(audience.announced()).isEqualTo(1);
        comes("bert");
        assertThat(audience.announced()).isEqualTo(2);
        feed.list();
        watches("bert");
        feed.list();
        assertThat(audience.announced()).isEqualTo(3);
    }

    @Test
    void aWatcherThatCannotBeToldStopsNoOtherAndIsToldNothingMore() {
        Viewer anna = joins("anna");
        Viewer bert = joins("bert");
        Viewer carl = joins("carl");
        bert.breaks();
        comes("dora");
        bert.mends();
        comes("emma");
        feed.list();
        assertThat(bert.told()).containsExactly("[anna, bert]", "+carl");
        assertThat(anna.told())
                .containsExactly("[anna]", "+bert", "+carl", "+dora", "+emma", "[anna, bert, carl, dora, emma]");
        assertThat(carl.told())
                .containsExactly("[anna, bert, carl]", "+dora", "+emma", "[anna, bert, carl, dora, emma]");
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
