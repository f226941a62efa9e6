package org.presencehub.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.presencehub.testing.Records.event;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HearingTest {
    private final Hearing hearing = new Hearing("-x");

    @Test
    void itUnderstandsTheThreeEvents() {
        assertThat(hearing.told(event("UserIsOnline", "\"a-x\""))).contains(Told.came("a"));
        assertThat(hearing.told(event("UserIsOffline", "\"a-x\""))).contains(Told.went("a"));
        assertThat(hearing.told(event("GetOnlineUsers", "[\"a-x\",\"b-x\"]"))).contains(Told.list("a", "b"));
    }

    @Test
    void itPassesOverUsersOfOthers() {
        assertThat(hearing.told(event("UserIsOnline", "\"a-y\""))).isEmpty();
        assertThat(hearing.told(event("UserIsOffline", "\"a-y\""))).isEmpty();
        assertThat(hearing.told(event("GetOnlineUsers", "[\"a-y\",\"b-x\"]"))).contains(Told.list("b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":7,\"error\":\"Connection closed with an error.\"}",
                "{\"type\":1,\"target\":\"UserIsOnline\",\"arguments\":[\"a-x\",7]}",
                "{\"type\":1,\"target\":\"UserIsAway\",\"arguments\":[\"a-x\"]}",
                "{\"type\":1,\"target\":\"GetOnlineUsers\",\"arguments\":[[\"a-x\",\"a-x\"]]}"
            })
    void itRefusesWhatNobodyPromised(String record) {
        assertThatIllegalArgumentException().isThrownBy(() -> hearing.told(record));
    }
}
