package org.presencehub;

import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a CDI bean as a SignalR hub: its public methods can be called by connected clients.
 *
 * <p>Each call gets an instance of its own, so a hub keeps no state in fields. Method names are matched without regard to case;
 * two methods of one name stop the deployment. A hub needs a token unless {@code presencehub.open-hubs} lists its path;
 * {@code @RolesAllowed}, {@code @PermitAll} and {@code @DenyAll} hold on the class and on methods; the role {@code **} is everybody's who
 * has a token.
 *
 * <p>A method may return a {@link java.util.concurrent.CompletionStage}: the call is answered, and the next one run, when that completes; it is
 * cancelled when its client cancels or is gone ({@link Cancellation}). One
 * that returns a {@link java.util.stream.Stream} or a {@link java.util.concurrent.Flow.Publisher} answers with a stream, item by item as the
 * client takes them; a stream is closed, and a subscription cancelled, when the client cancels or is gone. A parameter of type
 * {@code Flow.Publisher<T>} is a stream that the client sends, for one subscriber, until the call is over. By the time that a stage completes or
 * a stream goes on the request context of the call is over, and so is its transaction.
 */
@Stereotype
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Hub {
    /** {@return the path below the context root, such as {@code /hubs/chat}} Matched case-sensitively. */
    String value();

    /** {@return whether directed messages that name no hub go to the clients of this one} At most one hub may say so. */
    boolean directedMessages() default false;

    /**
     * {@return whether this hub leaves directed messages to another hub that takes them}
     *
     * <p>For hubs that come with a library: an application that has such a hub of its own keeps its messages there. It means nothing without
     * {@link #directedMessages}.
     */
    boolean yieldsDirectedMessages() default false;

    /** {@return how clients may reach the hub} {@code presencehub.transports} may leave out some of these for all hubs. */
    HubTransport[] transports() default {
        HubTransport.WEB_SOCKETS, HubTransport.SERVER_SENT_EVENTS, HubTransport.LONG_POLLING
    };

    /**
     * {@return whether a client that asks for it may go on with its connection after its WebSocket was lost}
     *
     * <p>Nothing is lost or doubled then: what the client has not acknowledged is kept, up to {@code presencehub.resume-buffer-size}.
     */
    boolean statefulReconnect() default false;

    /**
     * {@return whether clients may come and stay while the server drains ({@link Drain})} For those who watch that. They go when the application ends.
     */
    boolean whileDraining() default false;

    /**
     * {@return whether clients may show a fresh token for a living connection} {@code presencehub.token.refresh} may turn that off for all hubs.
     *
     * <p>Clients that know how do so by themselves, before the token ends.
     */
    boolean authenticationRefresh() default true;
}
