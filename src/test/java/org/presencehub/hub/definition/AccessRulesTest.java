package org.presencehub.hub.definition;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.identity.Access;
import org.presencehub.identity.Caller;

/** Which annotations let whom in. */
class AccessRulesTest {
    private static final Caller ANNA = new Caller(() -> "anna", Set.of("member"));
    private static final Caller ROOT = new Caller(() -> "root", Set.of("admin", "member"));

    static class Plain {}

    @PermitAll
    static class Permitted {}

    @DenyAll
    static class Denied {}

    @RolesAllowed("member")
    static class ForMembers {}

    @RolesAllowed({"member", "member"})
    static class ForMembersTwice {}

    @RolesAllowed("**")
    static class ForAnyUser {}

    @RolesAllowed({"admin", "auditor"})
    static class ForTwoRoles {}

    @RolesAllowed({})
    static class ForNoRole {}

    @DenyAll
    @PermitAll
    @RolesAllowed("member")
    static class Contradictory {}

    @Test
    void whoseTokenHasExpiredIsNobodyButWhereEverybodyMay() {
        Caller expired = new Caller(() -> "anna", Set.of("member"), Instant.EPOCH, "");

        assertThat(new Access.Open().permits(expired)).isTrue();
        assertThat(new Access.Authenticated().permits(expired)).isFalse();
        assertThat(new Access.Roles(Set.of("member")).permits(expired)).isFalse();
    }

    @ParameterizedTest(name = "{0}: anonymous {1}, member {2}, admin {3}")
    @CsvSource(
            nullValues = "unsaid",
            value = {
                "Plain, unsaid, unsaid, unsaid",
                "Permitted, true, true, true",
                "Denied, false, false, false",
                "ForMembers, false, true, true",
                "ForMembersTwice, false, true, true",
                "ForAnyUser, false, true, true",
                "ForTwoRoles, false, false, true",
                "ForNoRole, false, false, false",
                "Contradictory, false, false, false",
            })
    void annotationsSayWhoMay(
            String type, @Nullable Boolean anonymous, @Nullable Boolean member, @Nullable Boolean admin)
            throws ClassNotFoundException {
        Optional<Access> access = AccessRules.of(Class.forName(AccessRulesTest.class.getName() + "$" + type));

        assertThat(access.map(rule -> rule.permits(Caller.ANONYMOUS))).isEqualTo(Optional.ofNullable(anonymous));
        assertThat(access.map(rule -> rule.permits(ANNA))).isEqualTo(Optional.ofNullable(member));
        assertThat(access.map(rule -> rule.permits(ROOT))).isEqualTo(Optional.ofNullable(admin));
    }
}
