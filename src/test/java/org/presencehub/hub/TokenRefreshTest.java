package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.presencehub.testing.Records.call;
import static org.presencehub.testing.Records.event;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.presencehub.AuthenticationRefresh;
import org.presencehub.AuthenticationRefreshGate;
import org.presencehub.ClientProxy;
import org.presencehub.Clients;
import org.presencehub.Hub;
import org.presencehub.HubCallerContext;
import org.presencehub.OnAuthenticationRefreshed;
import org.presencehub.OnConnected;
import org.presencehub.connection.TokenRefreshes;
import org.presencehub.connection.TokenRefreshes.Outcome;
import org.presencehub.hub.options.HubOptions;
import org.presencehub.hub.options.RefreshOptions;
import org.presencehub.identity.Caller;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.RecordedLog;
import org.presencehub.work.Clock;

/** Another token for a living connection: what the hub hears, and what the application's gates have to say. */
@EnableWeld
class TokenRefreshTest {
    private static final HubOptions HASTY =
            HubOptions.DEFAULTS.withRefreshes(RefreshOptions.DEFAULTS.withTimeout(Duration.ofSeconds(2)));

    @WeldSetup
    WeldInitiator weld = HubContainer.with(HASTY, Office.class, Deaf.class, Gate.class)
            .inject(this)
            .build();

    @Inject
    Gate gate;

    @Inject
    Clock clock;

    private static BlockingQueue<CompletableFuture<Void>> held = new LinkedBlockingQueue<>();

    @Hub("/office")
    static class Office {
        @Inject
        HubCallerContext caller;

        @Inject
        Clients<ClientProxy> clients;

        @OnConnected
        public void arrived() {}

        @OnAuthenticationRefreshed
        public void refreshed() {
            clients.caller().send("refreshed", caller.isUserInRole("boss"));
            if (caller.isUserInRole("clumsy")) {
                throw new IllegalStateException("The hub does not know what to do.");
            }
        }

        @RolesAllowed("boss")
        public String promote() {
            return "promoted";
        }

        /** Waits until the test lets it go on. */
        public boolean isBossAfterwards() {
            CompletableFuture<Void> wait = new CompletableFuture<>();
            held.add(wait);
            wait.join();
            return caller.isUserInRole("boss");
        }
    }

    @Hub(value = "/deaf", authenticationRefresh = false)
    static class Deaf {}

    /** Says what the test wants, or waits until it does. */
    @ApplicationScoped
    public static class Gate implements AuthenticationRefreshGate {
        final BlockingQueue<AuthenticationRefresh> asked = new LinkedBlockingQueue<>();
        volatile @Nullable CompletableFuture<Boolean> answer = CompletableFuture.completedFuture(true);

        @Override
        public boolean permits(AuthenticationRefresh refresh) {
            asked.add(refresh);
            return Objects.requireNonNull(answer).join();
        }

        public void answer(CompletableFuture<Boolean> next) {
            answer = next;
        }

        public BlockingQueue<AuthenticationRefresh> asked() {
            return asked;
        }
    }

    @BeforeEach
    void forget() {
        held.clear();
        clock.start();
    }

    private static Caller anna(int hours, String... roles) {
        return new Caller(() -> "anna", Set.of(roles), Instant.now().plus(Duration.ofHours(hours)), "");
    }

    private InMemoryClient connected(Caller caller) {
        return InMemoryClient.of(caller, weld, "/office");
    }

    private CompletableFuture<Outcome> show(InMemoryClient client, Caller caller) {
        return refreshes().refresh(client.connection(), caller).orTimeout(30, TimeUnit.SECONDS);
    }

    private TokenRefreshes refreshes() {
        return HubContainer.route(weld, "/office").refreshes();
    }

    @Test
    void theHubHearsOfItAndTheNextCallIsJudgedByIt() {
        InMemoryClient client = connected(anna(1));
        assertThat(client.error("promote")).contains("unauthorized");

        assertThat(show(client, anna(2, "boss")).join()).isEqualTo(Outcome.REFRESHED);

        assertThat(client.next()).isEqualTo(event("refreshed", "true"));
        assertThat(client.result("promote")).isEqualTo("\"promoted\"");
    }

    @Test
    void aRoleMayBeLost() {
        InMemoryClient client = connected(anna(1, "boss"));

        show(client, anna(2)).join();

        assertThat(client.next()).isEqualTo(event("refreshed", "false"));
        assertThat(client.error("promote")).contains("unauthorized");
    }

    @Test
    void aCallThatRunsKeepsTheTokenThatItBeganWithAndTheHubHearsBehindIt() throws InterruptedException {
        InMemoryClient client = connected(anna(1));
        client.send(call("1", "isBossAfterwards"));
        CompletableFuture<Void> wait = held.poll(10, TimeUnit.SECONDS);

        assertThat(show(client, anna(2, "boss")).join())
                .as("nobody waits for the hub")
                .isEqualTo(Outcome.REFRESHED);
        client.assertNothingCame();
        Objects.requireNonNull(wait).complete(null);

        assertThat(client.next()).isEqualTo("{\"type\":3,\"invocationId\":\"1\",\"result\":false}");
        assertThat(client.next()).isEqualTo(event("refreshed", "true"));
    }

    @Test
    void behindALongCallTheHubHearsOfManyAsOfSome() throws InterruptedException {
        InMemoryClient client = connected(anna(1));
        client.send(call("1", "isBossAfterwards"));
        CompletableFuture<Void> wait = held.poll(10, TimeUnit.SECONDS);
        for (int i = 0; i < 30; i++) {
            show(client, anna(2 + i, "boss")).join();
        }
        Objects.requireNonNull(wait).complete(null);

        assertThat(client.next()).contains("\"result\":false");
        for (int i = 0; i < 8; i++) {
            assertThat(client.next()).isEqualTo(event("refreshed", "true"));
        }
        assertThat(client.result("promote")).isEqualTo("\"promoted\"");
    }

    @Test
    void whatTheHubThrowsIsLoggedAndTheConnectionGoesOn() {
        InMemoryClient client = connected(anna(1));
        try (RecordedLog log = RecordedLog.of("org.presencehub.hub")) {
            show(client, anna(2, "boss", "clumsy")).join();

            assertThat(client.next()).isEqualTo(event("refreshed", "true"));
            assertThat(client.result("promote")).isEqualTo("\"promoted\"");
            assertThat(log.lines()).anyMatch(line -> line.contains("The hub's method for fresh tokens failed."));
        }
    }

    @Test
    void theSameTokenTwiceIsToldTwice() {
        InMemoryClient client = connected(anna(1));
        Caller fresh = anna(2, "boss");

        show(client, fresh).join();
        show(client, fresh).join();

        assertThat(client.next()).isEqualTo(event("refreshed", "true"));
        assertThat(client.next()).isEqualTo(event("refreshed", "true"));
    }

    @Test
    void anOlderTokenAndOneOfAnotherUserChangeNothingAndAskNobody() {
        InMemoryClient client = connected(anna(2));

        assertThat(show(client, anna(1, "boss")).join()).isEqualTo(Outcome.OLDER);
        assertThat(show(client, new Caller(() -> "bert", Set.of("boss"))).join())
                .isEqualTo(Outcome.OTHER_USER);

        assertThat(gate.asked()).isEmpty();
        assertThat(client.error("promote")).contains("unauthorized");
    }

    @Test
    void theGateIsToldWhoAsks() throws InterruptedException {
        Caller before = anna(1);
        Caller after = anna(2, "boss");
        InMemoryClient client = connected(before);

        show(client, after).join();

        assertThat(gate.asked().poll(10, TimeUnit.SECONDS))
                .isEqualTo(new AuthenticationRefresh(
                        "/office", client.id(), before.principal(), after.principal(), after.expiresAt()));
    }

    @Test
    void theGateMayRefuse() {
        InMemoryClient client = connected(anna(1));
        gate.answer(CompletableFuture.completedFuture(false));

        assertThat(show(client, anna(2, "boss")).join()).isEqualTo(Outcome.REJECTED);

        assertThat(client.error("promote")).contains("unauthorized");
    }

    @Test
    void theGateMayFail() {
        InMemoryClient client = connected(anna(1));
        gate.answer(CompletableFuture.failedFuture(new IllegalStateException("no database")));
        try (RecordedLog log = RecordedLog.of("org.presencehub.hub")) {
            assertThat(show(client, anna(2, "boss")).join()).isEqualTo(Outcome.FAILED);

            assertThat(log.lines()).anyMatch(line -> line.contains("A gate for tokens failed."));
        }
        assertThat(client.error("promote")).contains("unauthorized");
    }

    @Test
    void aGateThatDoesNotAnswerHasSaidNo() {
        InMemoryClient client = connected(anna(1));
        CompletableFuture<Boolean> late = new CompletableFuture<>();
        gate.answer(late);
        try (RecordedLog log = RecordedLog.of("org.presencehub.hub")) {
            assertThat(show(client, anna(2, "boss")).join()).isEqualTo(Outcome.REJECTED);

            await().until(
                            log::lines,
                            lines -> lines.stream()
                                    .anyMatch(line -> line.contains("presencehub.token.refresh-timeout")));
        }
        late.complete(true);
        assertThat(client.error("promote")).as("too late").contains("unauthorized");
    }

    /** Or else the client would be told of a life that its connection does not have. */
    @Test
    void tokensAreAskedAboutOneAfterTheOther() throws InterruptedException {
        InMemoryClient client = connected(anna(1));
        CompletableFuture<Boolean> first = new CompletableFuture<>();
        gate.answer(first);
        CompletableFuture<Outcome> one = show(client, anna(2));
        assertThat(gate.asked().poll(10, TimeUnit.SECONDS)).isNotNull();
        gate.answer(CompletableFuture.completedFuture(true));
        CompletableFuture<Outcome> two = show(client, anna(3, "boss"));

        assertThat(two).isNotDone();
        assertThat(gate.asked()).isEmpty();
        first.complete(true);

        assertThat(one.join()).isEqualTo(Outcome.REFRESHED);
        assertThat(two.join()).isEqualTo(Outcome.REFRESHED);
        assertThat(client.connection().caller().hasRole("boss")).isTrue();
    }

    /** Or else the connection would end before the time that its client was told. */
    @Test
    void theSameTokenCountsForLongerWhereItsTimeBeginsAnew() {
        Instant later = Instant.now().plusSeconds(60);
        InMemoryClient client = connected(anna(1).until(later.minusSeconds(30)));

        show(client, anna(1).until(later)).join();

        assertThat(client.connection().caller().endsAt()).isEqualTo(later);
    }

    @Test
    void moreThanAClientSendsAreNotAskedAbout() {
        InMemoryClient client = connected(anna(1));
        CompletableFuture<Boolean> thinking = new CompletableFuture<>();
        gate.answer(thinking);
        List<CompletableFuture<Outcome>> shown =
                IntStream.range(0, 32).mapToObj(i -> show(client, anna(2))).toList();

        assertThat(show(client, anna(2)).join()).isEqualTo(Outcome.TOO_MANY);

        gate.answer(CompletableFuture.completedFuture(true));
        thinking.complete(true);
        assertThat(shown).allMatch(outcome -> outcome.join() == Outcome.REFRESHED);
        assertThat(show(client, anna(2)).join()).as("there is room again").isEqualTo(Outcome.REFRESHED);
    }

    @Test
    void nobodyIsAskedForAConnectionThatHasEnded() throws InterruptedException {
        InMemoryClient client = connected(anna(1));
        CompletableFuture<Boolean> thinking = new CompletableFuture<>();
        gate.answer(thinking);
        CompletableFuture<Outcome> one = show(client, anna(2));
        assertThat(gate.asked().poll(10, TimeUnit.SECONDS)).isNotNull();
        CompletableFuture<Outcome> two = show(client, anna(3));
        client.vanish();
        thinking.complete(true);

        assertThat(one.join()).isEqualTo(Outcome.REFRESHED);
        assertThat(two.join()).isEqualTo(Outcome.ENDED);
        assertThat(gate.asked()).isEmpty();
    }

    /** Who has not been asked has not said no. */
    @Test
    void whereNoThreadComesNothingChanges() {
        CompletableFuture<Boolean> never = new CompletableFuture<>();
        gate.answer(never);
        List<CompletableFuture<Outcome>> shown = IntStream.range(0, 5) // one more than the share of a user
                .mapToObj(i -> show(connected(anna(1)), anna(2)))
                .toList();

        assertThat(shown)
                .extracting(CompletableFuture::join)
                .containsExactlyInAnyOrder(
                        Outcome.REJECTED, Outcome.REJECTED, Outcome.REJECTED, Outcome.REJECTED, Outcome.UNDECIDED);
        never.complete(true);
    }

    @Test
    void aHubMayTakeNone() {
        assertThat(refreshes().areOn()).isTrue();
        assertThat(HubContainer.route(weld, "/deaf").refreshes().areOn()).isFalse();
    }

    @Test
    void aTokenCountsNoLongerThanConfigured() {
        Instant now = Instant.now();
        RefreshOptions brief = RefreshOptions.DEFAULTS.withLongest(Duration.ofSeconds(20));

        assertThat(RefreshOptions.DEFAULTS.limited(anna(1), now).endsAt()).isAfter(now.plusSeconds(3_500));
        assertThat(brief.limited(anna(1), now).endsAt()).isEqualTo(now.plusSeconds(20));
        assertThat(brief.limited(anna(-1), now).endsAt()).isBefore(now);
    }
}
