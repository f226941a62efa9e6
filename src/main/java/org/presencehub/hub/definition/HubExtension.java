package org.presencehub.hub.definition;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.WithAnnotations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.presencehub.Hub;
import org.presencehub.HubContext;
import org.presencehub.HubMethodName;
import org.presencehub.NonBlocking;
import org.presencehub.OnAuthenticationRefreshed;
import org.presencehub.OnConnected;
import org.presencehub.OnDisconnected;
import org.presencehub.messaging.Injected;

/** Finds the hubs of a deployment, and stops a deployment whose hubs cannot work. Confined to the container's start, then immutable. */
public class HubExtension implements Extension {
    private final List<HubDefinition> definitions = new ArrayList<>();
    private final List<IllegalArgumentException> problems = new ArrayList<>();
    private final List<Injected> contexts = new ArrayList<>();
    private final Set<Class<?>> annotated = new HashSet<>();
    private final List<Class<?>> strangers = new ArrayList<>();

    /** Of what cannot be a bean nothing more is heard. */
    void annotated(
            @Observes
                    @WithAnnotations({
                        Hub.class,
                        OnConnected.class,
                        OnAuthenticationRefreshed.class,
                        OnDisconnected.class,
                        HubMethodName.class,
                        NonBlocking.class
                    })
                    ProcessAnnotatedType<?> event) {
        Class<?> type = event.getAnnotatedType().getJavaClass();
        annotated.add(type);
        if (type.isAnnotationPresent(Hub.class)) {
            HubClass.problem(event.getAnnotatedType()).ifPresent(problems::add);
        }
    }

    void found(@Observes ProcessManagedBean<?> bean) {
        Class<?> type = bean.getBean().getBeanClass();
        if (type.isAnnotationPresent(Hub.class)) {
            try {
                definitions.add(HubDefinition.of(type));
            } catch (IllegalArgumentException e) {
                problems.add(e);
            }
        } else if (annotated.contains(type)) {
            strangers.add(type);
        }
    }

    void injected(@Observes ProcessInjectionPoint<?, ?> event) {
        Injected injected = Injected.at(event.getInjectionPoint());
        if (injected.isA(HubContext.class) && !Injected.isOfAlternative(event.getInjectionPoint())) {
            contexts.add(injected);
        }
    }

    void validate(@Observes AfterDeploymentValidation event) {
        definitions.stream()
                .collect(Collectors.groupingBy(HubDefinition::path, TreeMap::new, Collectors.toList()))
                .forEach((path, hubs) -> {
                    if (hubs.size() > 1) {
                        event.addDeploymentProblem(new IllegalArgumentException(twice(path, hubs)));
                    }
                });
        List<String> directed =
                takingDirectedMessages().map(hub -> hub.type().getName()).toList();
        if (directed.size() > 1) {
            event.addDeploymentProblem(
                    new IllegalArgumentException("One hub can take directed messages, not all of " + directed + "."));
        }
        definitions.stream()
                .filter(hub ->
                        hub.directedMessages() && !directed.contains(hub.type().getName()))
                .forEach(hub -> DefinitionLog.yielded(hub.type(), directed));
        problems.forEach(event::addDeploymentProblem);
        if (problems.isEmpty()) { // else a hub that has a problem would be missed as well
            contexts.stream()
                    .flatMap(context -> InjectedContext.problem(context, definitions).stream())
                    .forEach(event::addDeploymentProblem);
        }
        strangers.stream()
                .filter(type -> definitions.stream().noneMatch(hub -> type.isAssignableFrom(hub.type())))
                .flatMap(HubDefinition::annotatedMethods)
                .forEach(DefinitionLog::noHub);
    }

    private static String twice(String path, List<HubDefinition> hubs) {
        return "Two hubs have the path " + path + ": "
                + hubs.stream().map(hub -> hub.type().getName()).sorted().collect(Collectors.joining(" and "))
                + ". Give one of them another path, or leave it out.";
    }

    /** {@return those that do not yield, or else those that do} */
    private Stream<HubDefinition> takingDirectedMessages() {
        List<HubDefinition> all =
                definitions.stream().filter(HubDefinition::directedMessages).toList();
        boolean isTaken = all.stream().anyMatch(hub -> !hub.yieldsDirectedMessages());
        return all.stream().filter(hub -> !isTaken || !hub.yieldsDirectedMessages());
    }

    /** {@return the hub that takes directed messages which name none} */
    public Optional<Class<?>> directedMessages() {
        return takingDirectedMessages().<Class<?>>map(HubDefinition::type).findFirst();
    }

    public List<HubDefinition> definitions() {
        return List.copyOf(definitions);
    }
}
