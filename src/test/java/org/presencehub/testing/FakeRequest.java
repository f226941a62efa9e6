package org.presencehub.testing;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request as far as it says who sends it. Confined to the thread of its test. */
public final class FakeRequest {
    private final Map<String, String> headers = new HashMap<>();
    private final List<String> askedRoles = new ArrayList<>();
    private String remoteAddress = "127.0.0.1";
    private @Nullable Principal principal;
    private Set<String> roles = Set.of();
    private @Nullable String session;
    private @Nullable String loginMethod;

    public FakeRequest with(String header, String value) {
        headers.put(header.toLowerCase(Locale.ROOT), value);
        return this;
    }

    public FakeRequest withToken(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** By a socket from there. */
    public FakeRequest from(String address) {
        remoteAddress = address;
        return this;
    }

    /** As by a login of the container's own. */
    public FakeRequest loggedInAs(Principal user, String... its) {
        principal = user;
        roles = Set.of(its);
        return this;
    }

    /** With the cookie of this session, whether it lives or not. */
    public FakeRequest withSession(String id) {
        session = id;
        return this;
    }

    /** By a login of this method. */
    public FakeRequest loggedInBy(String method) {
        loginMethod = method;
        return this;
    }

    /** {@return the roles that the container was asked about} */
    public List<String> askedRoles() {
        return askedRoles;
    }

    public HttpServletRequest servletRequest() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                FakeRequest.class.getClassLoader(), new Class<?>[] {HttpServletRequest.class}, this::call);
    }

    private @Nullable Object call(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "getHeader" -> headers.get(text(arguments).toLowerCase(Locale.ROOT));
            case "getServletPath" -> "/hub";
            case "getUserPrincipal" -> principal;
            case "getRemoteAddr" -> remoteAddress;
            case "getRequestedSessionId" -> session;
            case "getAuthType" -> loginMethod;
            case "getSession" -> null;
            case "isUserInRole" -> isUserInRole(text(arguments));
            default -> throw new UnsupportedOperationException(method.toString());
        };
    }

    private boolean isUserInRole(String role) {
        askedRoles.add(role);
        return roles.contains(role);
    }

    private static String text(Object @Nullable [] arguments) {
        return (String) Objects.requireNonNull(arguments)[0];
    }
}
