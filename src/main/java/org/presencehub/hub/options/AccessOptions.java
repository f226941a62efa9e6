package org.presencehub.hub.options;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.presencehub.HubTransport;
import org.presencehub.config.Settings;

/**
 * Which clients come in, and how long. Immutable.
 *
 * @param openHubs {@value Settings#OPEN_HUBS}: the paths of hubs that ask for no token
 * @param transports {@value #TRANSPORTS}: how clients may reach any hub
 * @param closeExpired {@value #TOKEN_EXPIRY}: whether a connection ends when the token that opened it is no longer accepted
 */
public record AccessOptions(Set<String> openHubs, Set<HubTransport> transports, boolean closeExpired) {
    private static final String TRANSPORTS = "presencehub.transports";
    private static final String TOKEN_EXPIRY = "presencehub.token.expiry";

    /** With a token, by any transport, for as long as they stay. */
    public static final AccessOptions DEFAULTS = new AccessOptions(Set.of(), Set.of(HubTransport.values()), false);

    public AccessOptions {
        openHubs = Set.copyOf(openHubs);
        transports = Set.copyOf(transports);
    }

    static AccessOptions from(Settings settings) {
        return new AccessOptions(
                settings.openHubs(),
                transports(settings),
                settings.choice(TOKEN_EXPIRY, Map.of("ignore", false, "close", true))
                        .orElse(DEFAULTS.closeExpired));
    }

    private static Set<HubTransport> transports(Settings settings) {
        Map<String, HubTransport> byTitle =
                Stream.of(HubTransport.values()).collect(Collectors.toMap(HubTransport::title, Function.identity()));
        List<HubTransport> listed = settings.choices(TRANSPORTS, byTitle);
        return listed.isEmpty() ? DEFAULTS.transports : Set.copyOf(listed);
    }

    public AccessOptions withOpenHubs(Set<String> paths) {
        return new AccessOptions(paths, transports, closeExpired);
    }

    public AccessOptions withTransports(Set<HubTransport> allowed) {
        return new AccessOptions(openHubs, allowed, closeExpired);
    }

    public AccessOptions withCloseExpired(boolean close) {
        return new AccessOptions(openHubs, transports, close);
    }
}
