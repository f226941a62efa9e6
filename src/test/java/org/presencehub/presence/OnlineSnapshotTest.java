package org.presencehub.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.DisconnectReason;
import org.presencehub.OnlineUsers.Snapshot;
import org.presencehub.presence.state.Change;
import org.presencehub.presence.state.Grace;
import org.presencehub.presence.state.PresenceCommand;
import org.presencehub.presence.state.PresenceState;

class OnlineSnapshotTest {
    private final OnlineSnapshot snapshot = new OnlineSnapshot();
    private final PresenceState state = new PresenceState();

    @Test
    void tellsThoseAmongManyWhoAreOnline() {
        online("anna", "bert", "carl");
        assertThat(snapshot.among(List.of("carl", "dora", "anna", "anna"))).containsExactlyInAnyOrder("anna", "carl");
        assertThat(snapshot.among(List.of())).isEmpty();
        assertThat(snapshot.isOnline("dora")).isFalse();
        assertThat(snapshot.count()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        ", 2, anna bert",
        "bert, 2, carl dora",
        "bertha, 1, carl", // who is not online
        "carl, 9, dora",
        "dora, 9, ''",
        "zoe, 9, ''",
        "'', 1, anna",
        ", 0, ''",
        ", -1, ''",
        ", 2147483647, anna bert carl dora",
        "bert, 2147483647, carl dora",
    })
    void pagesThroughAllWhoAreOnline(String after, int atMost, String page) {
        online("anna", "bert", "carl", "dora");
        assertThat(String.join(" ", snapshot.page(after, atMost))).isEqualTo(page);
    }

    @Test
    void aPageOfNobodyIsEmpty() {
        assertThat(snapshot.page(null, 10)).isEmpty();
    }

    @Test
    void knowsTheConnectionsThatMakeAUserOnline() {
        track("tab", "anna");
        track("phone", "anna");
        assertThat(snapshot.connectionsOf("anna")).containsExactlyInAnyOrder("tab", "phone");
        end("tab", Duration.ofSeconds(1));
        assertThat(snapshot.connectionsOf("anna")).containsExactly("phone");
        end("phone", Duration.ofSeconds(1));
        assertThat(snapshot.isOnline("anna")).as("for its grace period").isTrue();
        assertThat(snapshot.connectionsOf("anna")).isEmpty();
        assertThat(snapshot.connectionsOf("bert")).isEmpty();
    }

    @Test
    void aConnectionIsThereAtOnceThoughNobodyComesByIt() {
        track("tab", "anna");
        state.apply(new PresenceCommand.Track("phone", "anna"), 0); // no transition: nobody tells the snapshot
        assertThat(snapshot.connectionsOf("anna")).containsExactlyInAnyOrder("tab", "phone");
    }

    @Test
    void aSnapshotIsAListLikeAnyOther() {
        assertThat(snapshot.snapshot()).isEqualTo(new Snapshot(0, List.of()));
        online("anna", "bert", "carl");
        Snapshot taken = snapshot.snapshot();
        assertThat(taken)
                .isEqualTo(new Snapshot(3, List.of("anna", "bert", "carl")))
                .isEqualTo(snapshot.snapshot());
        end("bert", Duration.ZERO);
        assertThat(snapshot.snapshot()).isEqualTo(new Snapshot(4, List.of("anna", "carl")));
        assertThat(taken.users()).containsExactly("anna", "bert", "carl");
        assertThat(snapshot.among(taken.users())).containsExactlyInAnyOrder("anna", "carl");
    }

    private void online(String... users) {
        for (String user : users) {
            track(user, user);
        }
    }

    private void track(String connection, String user) {
        tell(state.apply(new PresenceCommand.Track(connection, user), 0));
    }

    private void end(String connection, Duration grace) {
        tell(state.apply(new PresenceCommand.End(connection, DisconnectReason.LOST, new Grace(grace, false)), 0));
    }

    private void tell(Change change) {
        if (!change.transitions().isEmpty()) {
            snapshot.changed(change.transitions(), state.online());
        }
    }
}
