package org.presencehub.identity.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.presencehub.testing.FakeRequest;

/** Strangers are told apart by their sockets, whatever they say. */
class RemoteAddressTest {
    private static String address(String socket) {
        return RemoteAddress.of(new FakeRequest()
                .from(socket)
                .with("X-Forwarded-For", "198.51.100.7")
                .with("Forwarded", "for=198.51.100.7")
                .with("X-Real-IP", "198.51.100.7")
                .servletRequest());
    }

    @Test
    void noHeaderIsBelieved() {
        assertThat(address("192.0.2.1")).isEqualTo("192.0.2.1");
    }

    @Test
    void allAddressesOfANetworkAreOneClient() {
        assertThat(address("2001:db8:1:2:3:4:5:6"))
                .isEqualTo(address("2001:db8:1:2::1"))
                .isNotEqualTo(address("2001:db8:1:3::1"));
    }

    @Test
    void anAddressOfTheOldKindIsItselfInAnyWriting() {
        assertThat(address("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
    }

    @Test
    void whatIsNoAddressIsTakenAsItIs() {
        assertThat(address("fe80::1%nowhere")).isNotEmpty();
        assertThat(address("unix:socket")).isEqualTo("unix:socket");
    }
}
