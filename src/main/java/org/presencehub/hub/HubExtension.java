package org.presencehub.hub;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.presencehub.Hub;

/** Finds the hubs of a deployment, and stops a deployment whose hubs cannot work. Confined to the container's start, then immutable. */
public class HubExtension implements Extension {
    private final List<HubDefinition> definitions = new ArrayList<>();
    private final List<IllegalArgumentException> problems = new ArrayList<>();

    void found(@Observes ProcessManagedBean<?> bean) {
        Class<?> type = bean.getBean().getBeanClass();
        if (type.isAnnotationPresent(Hub.class)) {
            try {
                definitions.add(HubDefinition.of(type));
            } catch (IllegalArgumentException e) {
                problems.add(e);
            }
        }
    }

    void validate(@Observes AfterDeploymentValidation event) {
        Set<String> paths = new HashSet<>();
        definitions.stream()
                .filter(hub -> !paths.add(hub.path()))
                .forEach(hub -> event.addDeploymentProblem(
                        new IllegalArgumentException("Two hubs have the path " + hub.path() + ".")));
        List<String> directed = definitions.stream()
                .filter(HubDefinition::directedMessages)
                .map(hub -> hub.type().getName())
                .toList();
        if (directed.size() > 1) {
            event.addDeploymentProblem(
                    new IllegalArgumentException("One hub can take directed messages, not all of " + directed + "."));
        }
        problems.forEach(event::addDeploymentProblem);
    }

    List<HubDefinition> definitions() {
        return List.copyOf(definitions);
    }
}
