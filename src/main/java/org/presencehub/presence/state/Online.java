package org.presencehub.presence.state;

import org.jspecify.annotations.Nullable;
import org.presencehub.OnlineUsers.Snapshot;

/**
 * Who is online behind a transition. Immutable.
 *
 * @param version of the transition; 0 before the first
 * @param bytes about how many the list has on the wire
 */
public record Online(long version, BlockSet<User> users, long bytes) {
    public static final Online NOBODY = new Online(0, BlockSet.empty(), 0);

    private static final int PUNCTUATION = 3; // quotes and a comma around each user

    /** {@return the user, or null if nobody of this id is online} */
    @Nullable
    public User find(String id) {
        return users.find(id);
    }

    /** {@return this behind the transition by which the user comes} */
    public Online with(User user) {
        return new Online(version + 1, users.with(user), bytes + bytes(user.id()));
    }

    /** {@return this behind the transition by which the user goes} */
    public Online without(User user) {
        return new Online(version + 1, users.without(user.id()), bytes - bytes(user.id()));
    }

    /** {@return this in the words of the API} */
    public Snapshot snapshot() {
        return new Snapshot(version, users.ids());
    }

    private static int bytes(String user) {
        int bytes = PUNCTUATION;
        for (int i = 0; i < user.length(); i++) {
            char c = user.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3; // UTF-8: 4 for a pair
        }
        return bytes;
    }
}
