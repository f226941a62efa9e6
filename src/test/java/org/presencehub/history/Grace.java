package org.presencehub.history;

import java.time.Duration;

/** How long the server leaves a user online without a connection. Immutable. */
record Grace(Duration goodbye, Duration lost) {
    Duration after(Ending ending) {
        return ending.isGoodbye() ? goodbye : lost;
    }
}
