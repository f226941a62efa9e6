package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Test;
import org.presencehub.DisconnectReason;
import org.presencehub.Hub;
import org.presencehub.HubCallerContext;
import org.presencehub.connection.ShownToken;
import org.presencehub.hub.options.AccessOptions;
import org.presencehub.hub.options.HubOptions;
import org.presencehub.identity.Caller;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;

/** What becomes of a connection when the token that opened it expires. */
@EnableWeld
class TokenLifeTest {
    private static final HubOptions CLOSING =
            HubOptions.DEFAULTS.withAccess(AccessOptions.DEFAULTS.withCloseExpired(true));

    @WeldSetup
    WeldInitiator weld =
            HubContainer.with(CLOSING, Office.class, Board.class, Club.class).build();

    @Hub("/office")
    static class Office {
        @RolesAllowed("member")
        public String members() {
            return "welcome";
        }

        @PermitAll
        public String visitors() {
            return "hello";
        }
    }

    @Hub("/board")
    @RolesAllowed("member")
    static class Board {
        @Inject
        HubCallerContext caller;

        public String sit() {
            return "welcome";
        }

        @PermitAll
        public boolean isMember() {
            return caller.isUserInRole("member");
        }
    }

    @Hub("/club")
    @RolesAllowed("**")
    static class Club {
        public String enter() {
            return "welcome";
        }
    }

    private InMemoryClient connected(Instant expires) {
        return InMemoryClient.of(anna(expires), weld, "/office");
    }

    private static Caller anna(Instant expires) {
        return new Caller(() -> "anna", Set.of("member"), expires, "");
    }

    @Test
    void aMethodThatAsksForARoleAsksForALivingToken() {
        InMemoryClient living = connected(Instant.now().plus(Duration.ofHours(1)));
        InMemoryClient expired = connected(Instant.now().minusMillis(1));

        assertThat(living.result("members")).isEqualTo("\"welcome\"");
        assertThat(expired.error("members")).isEqualTo("Failed to invoke 'members' because user is unauthorized");
        assertThat(expired.result("visitors")).isEqualTo("\"hello\"");
    }

    @Test
    void whatTheClassAsksForIsAskedForWithEachCall() {
        InMemoryClient seated = InMemoryClient.of(anna(Instant.now().plus(Duration.ofHours(1))), weld, "/board");
        InMemoryClient expired = InMemoryClient.of(anna(Instant.now().minusMillis(1)), weld, "/board");
        InMemoryClient gone = InMemoryClient.of(anna(Instant.now().minusMillis(1)), weld, "/club");

        assertThat(seated.result("sit")).isEqualTo("\"welcome\"");
        assertThat(seated.result("isMember")).isEqualTo("true");
        assertThat(expired.error("sit")).isEqualTo("Failed to invoke 'sit' because user is unauthorized");
        assertThat(expired.result("isMember")).as("a method's own rule counts").isEqualTo("false");
        assertThat(gone.error("enter")).isEqualTo("Failed to invoke 'enter' because user is unauthorized");
    }

    @Test
    void aRoleThatIsLostClosesTheHubForCalls() {
        InMemoryClient seated = InMemoryClient.of(anna(Instant.now().plus(Duration.ofHours(1))), weld, "/board");

        seated.connection()
                .refresh(new Caller(() -> "anna", Set.of(), Instant.now().plus(Duration.ofHours(2)), ""));

        assertThat(seated.error("sit")).isEqualTo("Failed to invoke 'sit' because user is unauthorized");
    }

    @Test
    void aFreshTokenOfTheSameUserOpensMethodsAgain() {
        InMemoryClient expired = connected(Instant.now().minusMillis(1));

        assertThat(expired.connection()
                        .refresh(anna(Instant.now().plus(Duration.ofHours(1))))
                        .mayCount())
                .isTrue();

        assertThat(expired.result("members")).isEqualTo("\"welcome\"");
    }

    @Test
    void aTokenOfAnotherUserChangesNothing() {
        InMemoryClient client = connected(Instant.now().plus(Duration.ofHours(1)));

        assertThat(client.connection().refresh(new Caller(() -> "bert", Set.of())))
                .isEqualTo(ShownToken.OTHER_USER);

        assertThat(client.result("members")).isEqualTo("\"welcome\"");
    }

    @Test
    void anOlderTokenDoesNotShortenALife() {
        InMemoryClient client = connected(Instant.now().plus(Duration.ofHours(1)));

        assertThat(client.connection().refresh(anna(Instant.now().minusMillis(1))))
                .isEqualTo(ShownToken.OLDER);

        assertThat(client.result("members")).isEqualTo("\"welcome\"");
    }

    @Test
    void aFreshTokenKeepsTheConnectionOpen() {
        InMemoryClient expired = connected(Instant.now().minusMillis(1));
        expired.connection().refresh(anna(Instant.now().plus(Duration.ofHours(1))));

        expired.heartbeat(System.nanoTime());

        assertThat(expired.result("members")).isEqualTo("\"welcome\"");
    }

    @Test
    void theEndOfTheTokenIsTheEndOfTheConnectionWhereConfigured() {
        InMemoryClient living = connected(Instant.now().plus(Duration.ofHours(1)));
        InMemoryClient expired = connected(Instant.now().minusMillis(1));

        expired.heartbeat(System.nanoTime());
        living.heartbeat(System.nanoTime());

        assertThat(expired.next()).isEqualTo("{\"type\":7,\"allowReconnect\":true}");
        assertThat(expired.closed()).isEqualTo(DisconnectReason.EXPIRED);
        assertThat(living.result("visitors")).isEqualTo("\"hello\"");
    }
}
