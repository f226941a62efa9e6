package org.presencehub.clients;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom a message is for: names, which are looked up when the message leaves. Immutable.
 *
 * <p>Among several ids or names, some may be null, as a client sent them. Nobody has those.
 */
public sealed interface Recipients {
    /** All clients of the hub. */
    record All() implements Recipients {}

    /**
     * All clients of the hub but some.
     *
     * @param connections the ids of those that are left out
     */
    record AllExcept(Collection<String> connections) implements Recipients {
        /** Copies the ids. */
        public AllExcept {
            connections = setOf(connections);
        }
    }

    /**
     * One client, which may be asked for an answer.
     *
     * @param id of its connection, or null, which nobody has
     */
    record Connection(@Nullable String id) implements Recipients {}

    /**
     * Some clients, by their connections.
     *
     * @param ids of connections
     */
    record Connections(Collection<String> ids) implements Recipients {
        /** Copies the ids. */
        public Connections {
            ids = listOf(ids);
        }
    }

    /**
     * All clients of some users.
     *
     * @param ids of users
     */
    record Users(Collection<String> ids) implements Recipients {
        /** Copies the ids. */
        public Users {
            ids = listOf(ids);
        }
    }

    /**
     * The clients in some groups, each once.
     *
     * @param names of groups
     */
    record Groups(Collection<String> names) implements Recipients {
        /** Copies the names. */
        public Groups {
            names = listOf(names);
        }
    }

    /**
     * The clients in a group but some.
     *
     * @param name of the group
     * @param connections the ids of those that are left out
     */
    record GroupExcept(String name, Collection<String> connections) implements Recipients {
        /** Copies the ids. */
        public GroupExcept {
            connections = setOf(connections);
        }
    }

    private static List<String> listOf(Collection<String> names) {
        return Collections.unmodifiableList(new ArrayList<>(names));
    }

    private static Set<String> setOf(Collection<String> names) {
        return Collections.unmodifiableSet(new HashSet<>(names));
    }
}
