package org.presencehub;

import java.util.Collection;

/**
 * Addresses clients of a hub; inject {@code Clients<ClientProxy>} or {@code Clients<YourInterface>} into the hub itself. Thread-safe.
 *
 * <p>An interface of your own says what clients listen for: calling a method sends the event of its name, or the one that
 * {@link HubMethodName} gives it. Its methods return void, or a {@link java.util.concurrent.CompletionStage} to have the answer of one
 * client, see {@link ClientProxy#invoke}. No two have one name; default methods run as they stand. An interface that does not fit stops the
 * deployment.
 *
 * <p>{@link #caller()}, {@link #others()} and {@link #othersInGroup} throw {@link IllegalStateException} outside a hub call. Unknown ids reach nobody and are
 * no error.
 *
 * <p>In a JTA transaction calls leave after the commit, see {@link DirectedMessages}.
 *
 * @param <T> how the addressed clients are called: {@link ClientProxy}, or an interface of the application
 */
public interface Clients<T> {
    /** {@return the same addressing, for news of what is under way: calls do not wait for the commit, and leave even before a rollback} */
    Clients<T> immediately();

    /** {@return the connection whose call is running} */
    T caller();

    /** {@return every connection of the hub but the caller's} */
    T others();

    /** {@return every connection of the hub} */
    T all();

    /** {@return every connection of the hub but these} */
    T allExcept(Collection<String> connectionIds);

    /** {@return one connection} */
    T client(String connectionId);

    /** {@return these connections, each once} */
    T clients(Collection<String> connectionIds);

    /** {@return every connection of the user} Ids are compared case-sensitively. */
    T user(String userId);

    /** {@return every connection of these users, each once} */
    T users(Collection<String> userIds);

    /** {@return every connection in the group} Names are compared case-sensitively; {@link Groups} says who is in. */
    T group(String name);

    /** {@return every connection in these groups, each once} */
    T groups(Collection<String> names);

    /** {@return every connection in the group but these} */
    T groupExcept(String name, Collection<String> connectionIds);

    /** {@return every connection in the group but the caller's} */
    T othersInGroup(String name);
}
