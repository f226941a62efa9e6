package org.presencehub.transport.descriptor;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.HttpMethodConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.ServletSecurity.EmptyRoleSemantic;
import jakarta.servlet.annotation.ServletSecurity.TransportGuarantee;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.presencehub.transport.descriptor.WebDescriptor.Constraint;
import org.presencehub.transport.entry.Role;

/**
 * The security constraints of an application (Jakarta Servlet 6.0, 13.8), and what one over a hub does to the hub's clients. Immutable.
 *
 * <p>The container applies them before any servlet sees a request, so a hub can only say at the start what will happen.
 */
public final class Constraints {
    /** What clients of hubs send, a browser's preflight among it. */
    private static final Set<String> METHODS = Set.of("GET", "POST", "DELETE", "OPTIONS");

    private final List<Placed> all;
    private final Optional<String> loginMethod;

    /** @param place where it stands, for people */
    private record Placed(String place, Constraint constraint) {}

    private Constraints(List<Placed> all, Optional<String> loginMethod) {
        this.all = all;
        this.loginMethod = loginMethod;
    }

    public static Constraints of(ServletContext context) {
        List<WebDescriptor> descriptors = WebDescriptor.all(context);
        List<Placed> all = descriptors.stream()
                .flatMap(descriptor -> descriptor.constraints().stream()
                        .map(constraint -> new Placed(
                                descriptor
                                        .name()
                                        .map(name -> "the fragment " + name)
                                        .orElse("WEB-INF/web.xml"),
                                constraint)))
                .collect(Collectors.toCollection(ArrayList::new));
        Set<UrlPattern> described = all.stream()
                .flatMap(placed -> placed.constraint.patterns().stream())
                .collect(Collectors.toSet());
        context.getServletRegistrations().values().stream()
                .flatMap(servlet -> annotated(servlet, context.getClassLoader(), described))
                .forEach(all::add);
        return new Constraints(
                List.copyOf(all),
                descriptors.stream()
                        .flatMap(each -> each.loginMethod().stream())
                        .findFirst());
    }

    /** An annotation does not count for a pattern that a descriptor constrains (13.4.1). */
    private static Stream<Placed> annotated(
            ServletRegistration servlet, ClassLoader loader, Set<UrlPattern> described) {
        List<UrlPattern> patterns = servlet.getMappings().stream()
                .map(UrlPattern::new)
                .filter(pattern -> !described.contains(pattern))
                .toList();
        return security(servlet, loader).stream()
                .flatMap(security -> constraints(security, patterns))
                .map(constraint -> new Placed("the @ServletSecurity of " + servlet.getClassName(), constraint));
    }

    private static Optional<ServletSecurity> security(ServletRegistration servlet, ClassLoader loader) {
        if (servlet.getClassName() == null) { // a page of JSP
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(
                    Class.forName(servlet.getClassName(), false, loader).getAnnotation(ServletSecurity.class));
        } catch (ClassNotFoundException | LinkageError e) { // one of the container's own
            return Optional.empty();
        }
    }

    private static Stream<Constraint> constraints(ServletSecurity security, List<UrlPattern> patterns) {
        Set<String> named = Stream.of(security.httpMethodConstraints())
                .map(HttpMethodConstraint::value)
                .collect(Collectors.toSet());
        HttpConstraint others = security.value();
        return Stream.concat(
                Stream.of(new Constraint(
                        patterns,
                        named,
                        true,
                        asksForLogin(others.rolesAllowed(), others.value()),
                        others.transportGuarantee() == TransportGuarantee.CONFIDENTIAL)),
                Stream.of(security.httpMethodConstraints())
                        .map(each -> new Constraint(
                                patterns,
                                Set.of(each.value()),
                                false,
                                asksForLogin(each.rolesAllowed(), each.emptyRoleSemantic()),
                                each.transportGuarantee() == TransportGuarantee.CONFIDENTIAL)));
    }

    private static boolean asksForLogin(String[] roles, EmptyRoleSemantic semantic) {
        return roles.length > 0 || semantic == EmptyRoleSemantic.DENY;
    }

    /** {@return what there is to say about those that lie over a hub} */
    public List<String> warnings(String hub) {
        return Role.paths(hub)
                .flatMap(this::over)
                .distinct()
                .map(over -> warning(hub, over))
                .toList();
    }

    private record Over(String place, UrlPattern pattern, boolean login, boolean confidential) {}

    /** Only the best pattern counts, with all constraints that have it (13.8.3). */
    private Stream<Over> over(String path) {
        List<UrlPattern> patterns = all.stream()
                .flatMap(placed -> placed.constraint.patterns().stream())
                .toList();
        return UrlPattern.best(patterns, path).stream()
                .flatMap(best -> all.stream()
                        .filter(placed -> placed.constraint.patterns().contains(best))
                        .filter(placed -> METHODS.stream().anyMatch(placed.constraint::covers))
                        .filter(placed -> placed.constraint.login() || placed.constraint.confidential())
                        .map(placed -> new Over(
                                placed.place, best, placed.constraint.login(), placed.constraint.confidential())));
    }

    private String warning(String hub, Over over) {
        return "The security constraint of " + over.pattern + " in " + over.place + " lies over the hub " + hub + ": "
                + (over.login ? login() : "") + (over.login && over.confidential ? " " : "")
                + (over.confidential ? CONFIDENTIAL : "")
                + " To leave the hub to its own rules, add to WEB-INF/web.xml a"
                + " <security-constraint> of " + hub + "/* that has neither.";
    }

    private static final String CONFIDENTIAL =
            "Without TLS requests are redirected or refused; behind a proxy that ends TLS that is every request,"
                    + " unless the server knows.";

    private String login() {
        String answer = loginMethod
                .map(method -> switch (method) {
                    case "FORM" -> "its login page, where clients expect 401";
                    case "BASIC", "DIGEST" -> "a challenge for a password";
                    default -> "what its login method " + method + " says";
                })
                .orElse("an error, as there is no <login-config>");
        return "The container answers who has not logged in with " + answer
                + ", and does not look at the token that a client shows.";
    }
}
