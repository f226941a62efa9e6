package org.presencehub.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessTest {
    private static final Instant PAST = Instant.EPOCH;
    private static final Instant FUTURE = Instant.MAX;

    private static Caller anna(Instant end, String... roles) {
        return new Caller(() -> "anna", Set.of(roles), end, "");
    }

    @Test
    void whatIsOpenIsOpenToEverybody() {
        Access open = new Access.Open();

        assertThat(open.permits(Caller.ANONYMOUS)).isTrue();
        assertThat(open.permits(anna(FUTURE))).isTrue();
        assertThat(open.permits(anna(PAST))).isTrue();
    }

    @Test
    void whatAsksForALoginAsksForOneThatIsNotOver() {
        Access authenticated = new Access.Authenticated();

        assertThat(authenticated.permits(anna(FUTURE))).isTrue();
        assertThat(authenticated.permits(new Caller(() -> "anna", Set.of()))).isTrue();
        assertThat(authenticated.permits(anna(PAST, "member"))).isFalse();
        assertThat(authenticated.permits(Caller.ANONYMOUS)).isFalse();
    }

    @Test
    void whatAsksForRolesAsksForOneOfThemAndALoginThatIsNotOver() {
        Access roles = new Access.Roles(Set.of("member", "owner"));

        assertThat(roles.permits(anna(FUTURE, "owner", "guest"))).isTrue();
        assertThat(roles.permits(anna(FUTURE, "guest"))).isFalse();
        assertThat(roles.permits(anna(PAST, "owner"))).isFalse();
        assertThat(roles.permits(Caller.ANONYMOUS)).isFalse();
    }

    @Test
    void whatAsksForNoneOfAnyRolesIsOpenToNobody() {
        assertThat(new Access.Roles(Set.of()).permits(anna(FUTURE, "owner"))).isFalse();
    }
}
