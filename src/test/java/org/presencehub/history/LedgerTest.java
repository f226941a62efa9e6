package org.presencehub.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Duration GOODBYE = Duration.ofNanos(10);
    private static final Duration LOST = Duration.ofNanos(50);

    private final Ledger ledger = new Ledger();

    @Test
    void theFirstTabIsAnArrival() {
        ledger.opened(1, 0);

        assertThat(ledger.fate()).isEqualTo(new Fate(1, 1, true));
    }

    @Test
    void moreTabsAreNone() {
        ledger.opened(2, 0);
        ledger.opened(1, 100);
        ledger.ending(2, 200, GOODBYE);
        ledger.opened(1, 900);

        assertThat(ledger.fate()).isEqualTo(new Fate(1, 1, true));
    }

    @Test
    void whoseTabsAllEndedIsOffline() {
        ledger.opened(2, 0);
        ledger.ending(2, 5, GOODBYE);

        assertThat(ledger.fate()).isEqualTo(new Fate(1, 1, false));
        assertThat(ledger.onlineUntil()).isEqualTo(15);
    }

    @Test
    void whoIsBackWithinTheGracePeriodNeverWent() {
        ledger.opened(1, 0);
        ledger.ending(1, 5, GOODBYE);
        ledger.opened(1, 14);

        assertThat(ledger.fate()).isEqualTo(new Fate(1, 1, true));
    }

    @Test
    void theLongestGracePeriodOfAllTabsCounts() {
        ledger.opened(2, 0);
        ledger.ending(1, 5, LOST);
        ledger.ending(1, 6, GOODBYE);
        ledger.opened(1, 54);

        assertThat(ledger.fate()).isEqualTo(new Fate(1, 1, true));
    }

    @Test
    void whoIsBackLaterMayHaveBeenGone() {
        ledger.opened(1, 0);
        ledger.ending(1, 5, GOODBYE);
        ledger.opened(1, 15);

        assertThat(ledger.fate()).isEqualTo(new Fate(1, 2, true));
    }

    @Test
    void whoseDepartureWasToldCameAgain() {
        ledger.opened(1, 0);
        ledger.ending(1, 5, GOODBYE);
        ledger.gone(15);
        ledger.opened(1, 16);

        assertThat(ledger.fate()).isEqualTo(new Fate(2, 2, true));
    }

    @Test
    void aDepartureToldMayBeAnEarlierOneThatWasUncertain() {
        ledger.opened(1, 0);
        ledger.ending(1, 5, GOODBYE);
        ledger.opened(1, 15);
        ledger.ending(1, 20, GOODBYE);
        ledger.gone(31);
        ledger.opened(1, 35);

        assertThat(ledger.fate()).isEqualTo(new Fate(1, 3, true));
    }

    @Test
    void aDepartureThatIsToldTooEarlyIsNone() {
        ledger.opened(1, 0);
        ledger.ending(1, 5, GOODBYE);
        ledger.gone(13);
        ledger.opened(1, 14);

        assertThat(ledger.fate()).isEqualTo(new Fate(1, 1, true));
    }
}
