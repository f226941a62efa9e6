package org.presencehub.presence.state;

import java.time.Duration;

/**
 * For how long a user stays online behind a connection that is gone. Immutable.
 *
 * @param time from the end of the connection on; zero makes nobody go who has another grace left
 * @param endsOthers whether the user goes at once, whatever grace other connections have left: somebody sent the user away
 */
public record Grace(Duration time, boolean endsOthers) {
    /** {@return what is left of it when the client was gone for so long before the connection ended} */
    public Grace behind(Duration gone) {
        Duration left = time.minus(gone);
        return new Grace(left.isNegative() ? Duration.ZERO : left, endsOthers);
    }
}
