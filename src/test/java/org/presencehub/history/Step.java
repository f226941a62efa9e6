package org.presencehub.history;

import java.time.Duration;
import java.util.List;

/** What a user does next, once a pause is over. Immutable. */
sealed interface Step {
    Duration pause();

    /** Opens these tabs at once. */
    record Open(Duration pause, List<Integer> tabs) implements Step {}

    /** Ends these tabs at once. */
    record End(Duration pause, List<Integer> tabs, Ending how) implements Step {}

    /** Waits, without a tab, until others were told so many times that the user went. */
    record AwaitGone(int times) implements Step {
        @Override
        public Duration pause() {
            return Duration.ZERO;
        }
    }
}
