package org.presencehub.hubs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.presencehub.ClientProxy;
import org.presencehub.Clients;
import org.presencehub.Hub;
import org.presencehub.HubCallerContext;
import org.presencehub.HubException;
import org.presencehub.HubMethodName;
import org.presencehub.NonBlocking;
import org.presencehub.RawArguments;

/**
 * Carries directed messages between clients, as the event {@code component_method} with whatever payload. Stateless.
 *
 * <p>Clients give component and method as two arguments, or joined by {@code _} as one: the Latch.js that is in use declares the former and sends the
 * latter. A component with {@code _} and a text behind it could be either, and is refused rather than sent as an event that nobody listens for.
 */
@Hub(value = LatchHub.PATH, directedMessages = true, yieldsDirectedMessages = true, statefulReconnect = true)
public class LatchHub {
    static final String PATH = "/signalrhub";

    private static final Logger LOG = System.getLogger(LatchHub.class.getName());

    @Inject
    private LatchOptions options;

    @Inject
    private HubCallerContext caller;

    @Inject
    private Clients<ClientProxy> clients;

    /** Who may send is a decision, so the log has it. Static, since in an EAR Payara has no naming context yet, and could make no hub. */
    static void started(@Observes @Initialized(ApplicationScoped.class) Object event, LatchOptions options) {
        LOG.log(
                options.send().areUnknown() || options.broadcast().areUnknown() ? Level.WARNING : Level.INFO,
                "{0}: {1} may send to users ({2}), {3} to everybody at once ({4}).",
                PATH,
                options.send(),
                LatchOptions.SEND_ROLES,
                options.broadcast(),
                LatchOptions.BROADCAST_ROLES);
    }

    /** Binds the connection to a user; with a token, confirms the user that the token names. */
    @NonBlocking
    @HubMethodName("RegisterUser")
    public void register(String userId) {
        require(userId, "Name the user.");
        if (caller.principal() == null) {
            caller.bindUser(userId);
        } else if (!userId.equals(caller.userId())) {
            throw new HubException("You are signed in as another user than the one you register.");
        }
        clients.caller().send("Registered", caller.connectionId());
    }

    @NonBlocking
    @HubMethodName("UnicastAsync")
    public void unicast(String userId, String component, RawArguments rest) {
        requireSender();
        require(userId, "Name the user.");
        Event event = Event.of(component, rest);
        clients.user(userId).send(event.name(), event.payload());
    }

    @NonBlocking
    @HubMethodName("MulticastAsync")
    public void multicast(List<String> userIds, String component, RawArguments rest) {
        requireSender();
        require(userIds, "Name the users.");
        Event event = Event.of(component, rest);
        clients.users(userIds).send(event.name(), event.payload());
    }

    @NonBlocking
    @HubMethodName("BroadcastAsync")
    public void broadcast(String component, RawArguments rest) {
        require(options.broadcast(), "send to everybody", LatchOptions.BROADCAST_ROLES);
        Event event = Event.of(component, rest);
        clients.all().send(event.name(), event.payload());
    }

    private void requireSender() {
        require(options.send(), "send messages", LatchOptions.SEND_ROLES);
    }

    private void require(Senders senders, String what, String key) {
        if (!senders.include(caller)) {
            throw new HubException(
                    senders.roles().isEmpty()
                            ? "Nobody may " + what + " until " + key + " says who."
                            : "You have none of the roles that may " + what + ".");
        }
    }

    /** JSON's null fits every parameter that is an object. */
    private static void require(@Nullable Object argument, String otherwise) {
        if (argument == null) {
            throw new HubException(otherwise);
        }
    }

    /** What the receivers listen for, and what they get. */
    private record Event(String name, RawArguments payload) {
        static Event of(String component, RawArguments rest) {
            require(component, "Name the component.");
            if (!component.contains("_")) {
                return new Event(component + "_" + method(rest), rest.from(1));
            }
            if (rest.size() > 0 && isText(rest)) {
                throw new HubException(
                        "'" + component
                                + "' may be a component, and the text behind it its method; or both in one, and the text what is sent."
                                + " Give a component without '_' and its method as two arguments, or 'component_method' and something that is no text.");
            }
            return new Event(component, rest);
        }

        private static String method(RawArguments rest) {
            try {
                return Optional.ofNullable(rest.as(String.class, 0))
                        .filter(method -> !method.isEmpty())
                        .orElseThrow(Event::noMethod);
            } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
                throw noMethod();
            }
        }

        private static boolean isText(RawArguments rest) {
            try {
                return rest.as(String.class, 0) != null;
            } catch (IllegalArgumentException e) { // whatever it is
                return false;
            }
        }

        private static HubException noMethod() {
            return new HubException("Name the method behind the component, as a text, or both as 'component_method'.");
        }
    }
}
