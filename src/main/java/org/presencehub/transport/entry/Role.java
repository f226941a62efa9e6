package org.presencehub.transport.entry;

import java.util.Optional;
import java.util.stream.Stream;

/** What a request to a hub is for, by the rest of its path, which may end with a slash. */
public enum Role {
    CONNECT(""),
    NEGOTIATE("/negotiate"),
    REFRESH("/refresh");

    private final String path;

    Role(String path) {
        this.path = path;
    }

    /**
     * {@return what is at a path, if anything}
     *
     * @param below what follows the hub's path, beginning with a slash
     */
    public static Optional<Role> at(String below) {
        return Stream.of(values())
                .filter(role -> below.equals(role.path) || below.equals(role.path + "/"))
                .findFirst();
    }

    /** {@return all paths that clients of a hub use} */
    public static Stream<String> paths(String hub) {
        return Stream.of(values()).flatMap(role -> Stream.of(hub + role.path, hub + role.path + "/"));
    }
}
