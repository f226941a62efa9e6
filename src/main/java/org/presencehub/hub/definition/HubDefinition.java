package org.presencehub.hub.definition;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.presencehub.DisconnectReason;
import org.presencehub.Hub;
import org.presencehub.HubMethodName;
import org.presencehub.HubTransport;
import org.presencehub.NonBlocking;
import org.presencehub.OnAuthenticationRefreshed;
import org.presencehub.OnConnected;
import org.presencehub.OnDisconnected;
import org.presencehub.identity.Access;

/**
 * What a hub class says about itself. Immutable.
 *
 * @param access who may connect, where the class says so
 * @param methods by name in lower case
 */
public record HubDefinition(
        Class<?> type,
        String path,
        boolean directedMessages,
        boolean yieldsDirectedMessages,
        Set<HubTransport> transports,
        boolean statefulReconnect,
        boolean whileDraining,
        boolean authenticationRefresh,
        Optional<Access> access,
        Map<String, HubMethod> methods,
        Optional<Method> onConnected,
        Optional<Method> onAuthenticationRefreshed,
        Optional<Method> onDisconnected) {
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

    private static final List<Method> OF_EVERY_OBJECT = List.of(Object.class.getMethods());

    /** What only hubs look for. */
    private static final List<Class<? extends Annotation>> OURS = List.of(
            OnConnected.class,
            OnAuthenticationRefreshed.class,
            OnDisconnected.class,
            HubMethodName.class,
            NonBlocking.class);

    /** Public methods that are there for the container. */
    private static final List<Class<? extends Annotation>> NOT_CALLABLE = List.of(
            OnConnected.class,
            OnAuthenticationRefreshed.class,
            OnDisconnected.class,
            Inject.class,
            Produces.class,
            PostConstruct.class,
            PreDestroy.class,
            AroundInvoke.class);

    /** @throws IllegalArgumentException with a sentence for the developer, if the class cannot be a hub */
    static HubDefinition of(Class<?> type) {
        Hub hub = type.getAnnotation(Hub.class);
        if (hub == null || !PATH.matcher(hub.value()).matches()) {
            throw new IllegalArgumentException("The hub " + type.getName() + " needs a path like /hubs/chat"
                    + (hub == null ? "." : ", not '" + hub.value() + "'."));
        }
        refuseHidden(type);
        return new HubDefinition(
                type,
                hub.value(),
                hub.directedMessages(),
                hub.yieldsDirectedMessages(),
                Set.copyOf(List.of(hub.transports())),
                hub.statefulReconnect(),
                hub.whileDraining(),
                hub.authenticationRefresh(),
                AccessRules.of(type),
                callable(type),
                lifecycle(type, OnConnected.class),
                lifecycle(type, OnAuthenticationRefreshed.class),
                lifecycle(type, OnDisconnected.class));
    }

    /** {@return the method of this name, whatever its case} */
    public Optional<HubMethod> method(String target) {
        return Optional.ofNullable(methods.get(target.toLowerCase(Locale.ROOT)));
    }

    /**
     * {@return what the class asks of whoever calls, beyond being connected: of a caller whose token has expired, or was replaced by one with fewer roles, as of one who
     * comes}
     */
    public Optional<Access> roleAccess() {
        return access.filter(rule -> !(rule instanceof Access.Open));
    }

    /** {@return all roles that the class or a method of it names} */
    public Set<String> roles() {
        return Stream.concat(access.stream(), methods.values().stream().flatMap(method -> method.access().stream()))
                .filter(Access.Roles.class::isInstance)
                .flatMap(rule -> ((Access.Roles) rule).roles().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A method that nobody would ever call is a mistake. */
    private static void refuseHidden(Class<?> type) {
        annotatedMethods(type).filter(HubDefinition::isHidden).findFirst().ifPresent(method -> {
            throw new IllegalArgumentException(
                    "The hub method " + method.getDeclaringClass().getName() + "." + method.getName()
                            + " is annotated for hubs, and so has to be public and not static.");
        });
    }

    /** {@return the methods of a class and those above it that are annotated as only hubs have them} */
    static Stream<Method> annotatedMethods(Class<?> type) {
        return Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getSuperclass)
                .flatMap(each -> Stream.of(each.getDeclaredMethods()))
                .filter(method -> !method.isBridge() && OURS.stream().anyMatch(method::isAnnotationPresent));
    }

    private static boolean isHidden(Method method) {
        return !Modifier.isPublic(method.getModifiers()) || Modifier.isStatic(method.getModifiers());
    }

    private static Map<String, HubMethod> callable(Class<?> type) {
        Map<String, HubMethod> methods = new HashMap<>();
        for (Method method : type.getMethods()) {
            if (isCallable(method)) {
                HubMethod callable = HubMethod.of(method, type);
                if (methods.put(callable.name().toLowerCase(Locale.ROOT), callable) != null) {
                    throw new IllegalArgumentException("The hub " + type.getName() + " has two methods named '"
                            + callable.name() + "': give one another name by @HubMethodName.");
                }
            }
        }
        return Map.copyOf(methods);
    }

    private static boolean isCallable(Method method) {
        return OF_EVERY_OBJECT.stream().noneMatch(each -> overrides(method, each))
                && !Modifier.isStatic(method.getModifiers())
                && !method.isBridge()
                && NOT_CALLABLE.stream().noneMatch(method::isAnnotationPresent)
                && Arrays.stream(method.getParameters()).noneMatch(HubDefinition::isForContainer);
    }

    private static boolean overrides(Method method, Method each) {
        return method.getName().equals(each.getName())
                && Arrays.equals(method.getParameterTypes(), each.getParameterTypes());
    }

    private static boolean isForContainer(Parameter parameter) {
        return Stream.of(Observes.class, ObservesAsync.class, Disposes.class).anyMatch(parameter::isAnnotationPresent);
    }

    private static Optional<Method> lifecycle(Class<?> type, Class<? extends Annotation> annotation) {
        List<Method> annotated = Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(annotation) && !method.isBridge())
                .toList();
        boolean takesReason = annotation == OnDisconnected.class;
        if (annotated.size() > 1 || annotated.stream().anyMatch(method -> !fits(method, takesReason))) {
            throw new IllegalArgumentException("The hub " + type.getName() + " may have one method annotated with @"
                    + annotation.getSimpleName() + ", with no parameter"
                    + (takesReason ? " or a DisconnectReason." : "."));
        }
        annotated.forEach(method -> refuseResult(method, annotation));
        annotated.forEach(method -> method.setAccessible(true)); // the class may be package-private
        return annotated.stream().findFirst();
    }

    /** It would look as if somebody waited for it. */
    private static void refuseResult(Method method, Class<? extends Annotation> annotation) {
        if (method.getReturnType() != void.class) {
            throw new IllegalArgumentException(
                    "The hub method " + method.getDeclaringClass().getName() + "." + method.getName()
                            + " is annotated with @" + annotation.getSimpleName()
                            + ", and so has to return nothing: void.");
        }
    }

    private static boolean fits(Method method, boolean takesReason) {
        Class<?>[] types = method.getParameterTypes();
        return types.length == 0 || (takesReason && types.length == 1 && types[0] == DisconnectReason.class);
    }
}
