package org.presencehub.auth;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.presencehub.config.Settings;
import org.presencehub.work.Printable;

/**
 * What a token must say, and where it says who its user is. Immutable.
 *
 * @param issuer {@value #ISSUER}: what {@code iss} must be; not looked at if empty
 * @param audiences {@value #AUDIENCES}: of which {@code aud} must have one; not looked at if empty
 * @param leeway {@value #LEEWAY}: how far the clocks may differ; default 30 s, more than any machine with NTP needs and
 *     little enough that an expired token is soon of no use; at most 5 minutes
 * @param age {@value #AGE}: how long ago a token may have been issued, whatever it says of its end; not looked at if empty, else a token
 *     that does not say when it was issued is refused
 * @param user {@value #USER}: the first one that a token has is the user id; default {@code upn}, {@code
 *     preferred_username}, {@code sub}
 * @param roles {@value #ROLES}: the roles, a list of strings, one string, the names of an object's members, or, as {@code scope} or {@code
 *     scp}, words of one string; default {@code groups}
 */
public record ClaimOptions(
        Optional<String> issuer,
        Set<String> audiences,
        Duration leeway,
        Optional<Duration> age,
        List<ClaimPath> user,
        ClaimPath roles) {
    static final String ISSUER = "mp.jwt.verify.issuer";
    static final String AUDIENCES = "mp.jwt.verify.audiences";
    static final String LEEWAY = "mp.jwt.verify.clock.skew";
    static final String AGE = "mp.jwt.verify.token.age";
    static final String USER = "presencehub.jwt.user-claims";
    public static final String ROLES = "presencehub.jwt.role-claim";

    private static final Duration MAX_LEEWAY = Duration.ofMinutes(5);

    /** What others take for no limit, such as 0 and -1, would be one here: leave the key out. */
    private static final Duration MIN_AGE = Duration.ofSeconds(1);

    /** Any issuer, any audience. */
    public static final ClaimOptions DEFAULTS = new ClaimOptions(
            Optional.empty(),
            Set.of(),
            Duration.ofSeconds(30),
            Optional.empty(),
            Stream.of("upn", "preferred_username", "sub")
                    .map(name -> new ClaimPath(List.of(name)))
                    .toList(),
            new ClaimPath(List.of("groups")));

    public ClaimOptions {
        audiences = Set.copyOf(audiences);
        user = List.copyOf(user);
        KeyOptions.requireText(ISSUER, issuer);
        audiences.forEach(audience -> KeyOptions.requireText(AUDIENCES, Optional.of(audience)));
        requireLeeway(leeway);
        if (user.isEmpty()) {
            throw new IllegalArgumentException(USER + " is empty, but at least one claim is needed, such as upn");
        }
    }

    static ClaimOptions from(Settings settings) {
        List<ClaimPath> user = settings.list(USER).stream()
                .map(path -> ClaimPath.parse(USER, path))
                .toList();
        return new ClaimOptions(
                settings.text(ISSUER),
                Set.copyOf(settings.list(AUDIENCES)),
                settings.seconds(LEEWAY, DEFAULTS.leeway, Duration.ZERO),
                settings.seconds(AGE, MIN_AGE),
                user.isEmpty() ? DEFAULTS.user : user,
                settings.text(ROLES).map(path -> ClaimPath.parse(ROLES, path)).orElse(DEFAULTS.roles));
    }

    public ClaimOptions withIssuer(String name) {
        return new ClaimOptions(Optional.of(name), audiences, leeway, age, user, roles);
    }

    public ClaimOptions withAudiences(Set<String> names) {
        return new ClaimOptions(issuer, names, leeway, age, user, roles);
    }

    public ClaimOptions withLeeway(Duration difference) {
        return new ClaimOptions(issuer, audiences, difference, age, user, roles);
    }

    public ClaimOptions withAge(Duration most) {
        return new ClaimOptions(issuer, audiences, leeway, Optional.of(most), user, roles);
    }

    public ClaimOptions withUser(List<ClaimPath> paths) {
        return new ClaimOptions(issuer, audiences, leeway, age, paths, roles);
    }

    public ClaimOptions withRoles(ClaimPath path) {
        return new ClaimOptions(issuer, audiences, leeway, age, user, path);
    }

    /** {@return whether a token need not be meant for this application: any that the keys verify is accepted} */
    boolean acceptsAnybodys() {
        return issuer.isEmpty() && audiences.isEmpty();
    }

    /** As the log has it. */
    @Override
    public String toString() {
        return "issuer " + issuer.map(Printable::quoted).orElse("any") + ", audiences " + Printable.quoted(audiences)
                + ", leeway " + leeway.toSeconds() + " s, "
                + age.map(most -> "age at most " + most.toSeconds() + " s, ").orElse("") + "user " + user + ", roles "
                + roles;
    }

    private static void requireLeeway(Duration leeway) {
        if (leeway.isNegative() || leeway.compareTo(MAX_LEEWAY) > 0) {
            throw new IllegalArgumentException(LEEWAY + " is " + leeway.toSeconds() + " s, but only 0 to "
                    + MAX_LEEWAY.toSeconds() + " s are allowed");
        }
    }
}
