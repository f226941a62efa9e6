package org.presencehub.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.OnlineUsers.Snapshot;

class RosterTest {
    private final Roster roster = new Roster();

    @Test
    void tellsThoseAmongManyWhoAreOnline() {
        online("anna", "bert", "carl");
        assertThat(roster.among(List.of("carl", "dora", "anna", "anna"))).containsExactlyInAnyOrder("anna", "carl");
        assertThat(roster.among(List.of())).isEmpty();
        assertThat(roster.isOnline("dora")).isFalse();
        assertThat(roster.count()).isEqualTo(3);
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
        assertThat(String.join(" ", roster.page(after, atMost))).isEqualTo(page);
    }

    @Test
    void aPageOfNobodyIsEmpty() {
        assertThat(roster.page(null, 10)).isEmpty();
    }

    @Test
    void knowsTheConnectionsThatMakeAUserOnline() {
        roster.connected("anna", "tab");
        roster.connected("anna", "phone");
        assertThat(roster.connectionsOf("anna")).containsExactlyInAnyOrder("tab", "phone");
        roster.disconnected("anna", "tab");
        assertThat(roster.connectionsOf("anna")).containsExactly("phone");
        roster.disconnected("anna", "phone");
        assertThat(roster.connectionsOf("anna")).isEmpty();
        assertThat(roster.connectionsOf("bert")).isEmpty();
    }

    private void online(String... users) {
        roster.changed(List.of(), new Snapshot(users.length, List.of(users)));
    }
}
