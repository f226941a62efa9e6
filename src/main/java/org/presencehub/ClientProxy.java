package org.presencehub;

import java.lang.reflect.Type;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Some clients of a hub, as one addressee. Thread-safe. */
public interface ClientProxy {
    /**
     * Calls a method of these clients and does not wait for them.
     *
     * <p>Arguments are bound to JSON before this returns; a {@link RawArguments} among them stands for all that it holds. What a
     * client cannot take yet waits for it; nobody else does, and {@link Delivery#behind()} tells how many have much to catch up with. One that takes
     * nothing is disconnected as {@linkplain DisconnectReason#SLOW slow}. In a JTA transaction
     * the call leaves after the commit, and to whoever is connected then; see {@link Clients#immediately()}.
     *
     * @param method the name the clients listen for
     * @return how many connections and users it was handed to, or that it waits for the commit
     * @throws jakarta.json.bind.JsonbException if an argument cannot be bound to JSON
     */
    Delivery send(String method, @Nullable Object @Nullable ... arguments);

    /**
     * Calls a method of one client, addressed by {@link Clients#caller()} or {@link Clients#client}, and has its answer.
     *
     * <p>The stage fails with a {@link HubException} that has the client's own text if the client failed, or says so if its answer does not
     * fit the type; with a {@link ClientDisconnectedException} if it is not there or leaves meanwhile, with a
     * {@link java.util.concurrent.TimeoutException} if it takes too long, and with an {@link IllegalStateException} if it has not answered
     * 1,000 other calls. What hangs on it runs on a thread that tells others, too, and so must not wait.
     *
     * <p>The call leaves at once, also in a JTA transaction. The hub method that makes it gives way to the next calls of its own connection,
     * so it may wait for the answer unless it is {@link NonBlocking}. It has to ask on its own thread: a stage that asks later, on another one,
     * gives no way, and its own client's answer is not read before it completes. A method for {@linkplain OnConnected arrivals} cannot ask.
     *
     * @param type what the answer is bound to; {@code Void} for any
     * @throws IllegalStateException if other clients than one are addressed, or while the hub receives a connection
     * @throws jakarta.json.bind.JsonbException if an argument cannot be bound
     */
    <T> CompletionStage<T> invoke(Class<T> type, String method, @Nullable Object @Nullable ... arguments);

    /** As the other one, for types with parameters. */
    CompletionStage<@Nullable Object> invoke(Type type, String method, @Nullable Object @Nullable ... arguments);
}
