package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.Set;
import java.util.stream.IntStream;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.DisconnectReason;
import org.presencehub.EndedConnection;
import org.presencehub.Hub;
import org.presencehub.NonBlocking;
import org.presencehub.Reconnect;
import org.presencehub.UserConnection;
import org.presencehub.UserConnections;
import org.presencehub.identity.Caller;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;

/** What an administrator sees of connections, and can do to them. */
@EnableWeld
class ConnectionsOfUsersTest {
    @WeldSetup
    WeldInitiator weld = HubContainer.with(Chat.class, News.class).build();

    @Hub("/chat")
    static class Chat {
        @NonBlocking
        public String echo(String text) {
            return text;
        }
    }

    @Hub("/news")
    static class News {}

    @Test
    void showsAUsersConnectionsOnAllHubsTheOldestFirst() {
        Instant before = Instant.now();
        InMemoryClient chat = InMemoryClient.of("anna", weld, "/chat");
        InMemoryClient news = InMemoryClient.of("anna", weld, "/news");
        InMemoryClient.of("bert", weld, "/news");

        assertThat(connections().of("anna"))
                .extracting(UserConnection::id, UserConnection::user, UserConnection::hub, UserConnection::transport)
                .containsExactly(
                        tuple(chat.id(), "anna", "/chat", "WebSockets"),
                        tuple(news.id(), "anna", "/news", "WebSockets"));
        assertThat(connections().of("anna"))
                .allSatisfy(each -> assertThat(each.since()).isBetween(before, Instant.now()));
        assertThat(connections().of("zoe")).isEmpty();
        assertThat(connections().count()).isEqualTo(3);
    }

    @Test
    void aConnectionThatWasOnlyNegotiatedIsNoneYet() {
        HubContainer.route(weld, "/chat").connections().open(new Caller(() -> "anna", Set.of()));
        assertThat(connections().of("anna")).isEmpty();
        assertThat(connections().count()).isZero();
    }

    @Test
    void showsTheFullestFirstAndNoneWhereNothingWaits() {
        InMemoryClient some = InMemoryClient.of("anna", weld, "/chat");
        InMemoryClient more = InMemoryClient.of("bert", weld, "/news");
        InMemoryClient.of("carl", weld, "/chat");
        some.stall();
        more.stall();
        some.receive(new byte[10]);
        more.receive(new byte[20]);

        assertThat(connections().fullest(9))
                .extracting(UserConnection::id, UserConnection::queuedBytes)
                .containsExactly(tuple(more.id(), 20), tuple(some.id(), 10));
        assertThat(connections().fullest(1)).extracting(UserConnection::id).containsExactly(more.id());
        assertThat(connections().fullest(0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "KICKED, NOT, The connection was ended by an administrator., ''",
        "KICKED, INVITED, The connection was ended by an administrator., ',\"allowReconnect\":true'",
        "LOGGED_OUT, NOT, The user logged out., ''",
    })
    void endsAllConnectionsOfAUserAndTellsThemWhy(
            DisconnectReason reason, Reconnect reconnect, String error, String more) {
        InMemoryClient chat = InMemoryClient.of("anna", weld, "/chat");
        InMemoryClient news = InMemoryClient.of("anna", weld, "/news");
        InMemoryClient other = InMemoryClient.of("bert", weld, "/chat");

        assertThat(end("anna", reason, reconnect)).isEqualTo(2);

        String close = "{\"type\":7,\"error\":\"" + error + "\"" + more + "}";
        assertThat(chat.next()).isEqualTo(close);
        assertThat(news.next()).isEqualTo(close);
        assertThat(chat.closed()).isEqualTo(reason);
        assertThat(news.closed()).isEqualTo(reason);
        assertThat(other.result("echo", "\"still there\"")).isEqualTo("\"still there\"");
        assertThat(connections().of("anna")).isEmpty();
        assertThat(end("anna", reason, reconnect)).isZero();
    }

    private int end(String user, DisconnectReason reason, Reconnect reconnect) {
        return reason == DisconnectReason.KICKED
                ? connections().kick(user, reconnect)
                : connections().logOut(user);
    }

    @Test
    void remembersWhyConnectionsEndedTheLatestFirst() {
        InMemoryClient lost = InMemoryClient.of("anna", weld, "/chat");
        InMemoryClient kicked = InMemoryClient.of("bert", weld, "/news");
        Instant before = Instant.now();
        lost.vanish();
        connections().kick("bert", Reconnect.INVITED);

        assertThat(connections().recentlyEnded())
                .extracting(
                        EndedConnection::id,
                        EndedConnection::user,
                        EndedConnection::hub,
                        EndedConnection::transport,
                        EndedConnection::reason)
                .containsExactly(
                        tuple(kicked.id(), "bert", "/news", "WebSockets", DisconnectReason.KICKED),
                        tuple(lost.id(), "anna", "/chat", "WebSockets", DisconnectReason.LOST));
        assertThat(connections().recentlyEnded()).allSatisfy(each -> {
            assertThat(each.since()).isBeforeOrEqualTo(before);
            assertThat(each.ended()).isBetween(before, Instant.now());
        });
    }

    @Test
    void remembersAHundredEndsAndNoMore() {
        IntStream.rangeClosed(1, 101)
                .forEach(i -> InMemoryClient.of("user" + i, weld, "/chat").vanish());
        assertThat(connections().recentlyEnded())
                .extracting(EndedConnection::user)
                .hasSize(100)
                .startsWith("user101", "user100")
                .endsWith("user2");
    }

    private UserConnections connections() {
        return weld.select(UserConnections.class).get();
    }
}
