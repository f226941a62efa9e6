package org.presencehub.console;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.Drain;
import org.presencehub.EndedConnection;
import org.presencehub.HeldMemory;
import org.presencehub.UserConnection;

/**
 * What the console hub answers to one look. Immutable.
 *
 * @param now this server's clock, against which ages are told
 * @param started since when this server has been watching
 * @param queueLimit how many bytes may wait on one connection
 * @param memory what all connections hold
 * @param position what to ask the timeline from next time
 * @param timeline what is new in it, the oldest first
 * @param ended the connections that ended since the last look, the latest first
 * @param fullest the connections with most waiting
 * @param people one for each row in view
 * @param person who is looked at, if anybody is
 * @param drain whether this server sends its clients away, and how far it is
 */
public record ConsoleView(
        Instant now,
        Instant started,
        int users,
        int connections,
        int queueLimit,
        HeldMemory memory,
        Joins joins,
        long position,
        List<Entry> timeline,
        List<Ended> ended,
        List<UserConnection> fullest,
        List<Row> people,
        @Nullable Person person,
        Drain.Progress drain) {

    /**
     * How many users came online. Immutable.
     *
     * @param slots how many in each slot of the last minutes, the oldest first
     */
    public record Joins(int lastMinute, int slotSeconds, List<Integer> slots) {}

    /** What can happen to a user; lower case, since the names are for JSON. */
    @SuppressWarnings("MemberName")
    public enum Kind {
        came,
        went,
        /** A connection was lost, and back within the grace period: nobody was told that the user went. */
        reloaded,
        /** The same after any other end. */
        reconnected,
        /** A connection ended and did not come back, but the user has others. */
        closed
    }

    /**
     * One line of the timeline. Immutable.
     *
     * @param reason why a connection ended, unless the user came
     * @param awaySeconds how long the user had no connection, for a return
     */
    public record Entry(
            Kind kind,
            String user,
            Instant time,
            @Nullable Reason reason,
            @Nullable Double awaySeconds) {}

    /** A {@link DisconnectReason} in words. Immutable. */
    public record Reason(String code, String sentence) {
        static Reason of(DisconnectReason reason) {
            return new Reason(reason.code(), reason.sentence());
        }
    }

    /** An {@link EndedConnection} with its reason in words. Immutable. */
    public record Ended(
            String id,
            @Nullable String user,
            String hub,
            String transport,
            Instant since,
            Instant ended,
            String userAgent,
            Reason reason) {
        static Ended of(EndedConnection each) {
            return new Ended(
                    each.id(),
                    each.user(),
                    each.hub(),
                    each.transport(),
                    each.since(),
                    each.ended(),
                    each.userAgent(),
                    Reason.of(each.reason()));
        }
    }

    /**
     * The connections of one user in short. Immutable.
     *
     * @param tabs the most connections on one hub: a page opens one on each hub that it uses
     * @param since when the oldest was opened, if there is one
     * @param userAgent of the latest
     */
    public record Row(
            String user,
            int tabs,
            int connections,
            Set<String> transports,
            @Nullable Instant since,
            String userAgent,
            long queuedBytes) {}

    /**
     * One user in full. Immutable.
     *
     * @param total how many connections there are, of which only the first may be listed
     */
    public record Person(String user, boolean online, int tabs, int total, List<UserConnection> connections) {}
}
