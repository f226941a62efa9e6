package org.presencehub.connection;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.presencehub.connection.memory.Standing;
import org.presencehub.identity.Caller;

/** Whose tokens a connection knows: the one that opened it, the one that counts, and the one before that. Thread-safe. */
final class KnownCallers {
    private final Caller opener;
    private final Standing standing;
    private volatile Caller current; // written under the lock

    @GuardedBy("this")
    private @Nullable Caller previous;

    /** @param standing where the tokens' weight is counted; the opener's is its owner's to add */
    KnownCallers(Caller opener, Standing standing) {
        this.opener = opener;
        this.standing = standing;
        current = opener;
    }

    Caller opener() {
        return opener;
    }

    /** {@return the one whose token counts} */
    Caller current() {
        return current;
    }

    /** {@return all of them: requests that are under way may still show the token of each} */
    synchronized List<Caller> all() {
        return Stream.of(opener, current, previous).filter(Objects::nonNull).toList();
    }

    /** {@return what somebody who shows a token is to the connection} */
    synchronized ShownToken judge(Caller shown) {
        if (!current.isSameUser(shown)) {
            return ShownToken.OTHER_USER;
        }
        if (shown.isOlderThan(current)) {
            return ShownToken.OLDER;
        }
        boolean known = shown.isAs(current) || shown.isAs(opener) || (previous != null && shown.isAs(previous));
        return known ? ShownToken.KNOWN : ShownToken.NEW;
    }

    /** Has the token count from now on, if it may. {@return what it was until now} */
    @CanIgnoreReturnValue
    synchronized ShownToken refresh(Caller shown) {
        ShownToken was = judge(shown);
        boolean another = !shown.isAs(current);
        if (was.mayCount() && (another || current.endsBefore(shown))) { // also the same one, whose time may begin anew
            previous = another ? current : previous;
            current = shown;
            standing.token(all().stream().distinct().mapToLong(Caller::weight).sum());
        }
        return was;
    }
}
