package org.presencehub.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.call;
import static org.presencehub.testing.Records.done;
import static org.presencehub.testing.Records.event;
import static org.presencehub.testing.Records.quoted;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;

/** Names that mean something to a browser, a terminal or an object in JavaScript: here they are names, and in the log nothing. */
@HostileTest
final class NamesIT {
    private final ServerUnderTest server;

    NamesIT(ServerUnderTest server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "__proto__",
                "constructor",
                "toString",
                "hasOwnProperty",
                "<script>alert(1)</script>",
                "line\nbreak\r\nERROR [org.presencehub] forged",
                "\u202eright to left",
                "\u0000\u001b[2J",
                "\ud83d\ude00",
                "a/../b",
                "%s{0}${jndi:ldap://127.0.0.1:1/a}",
                " "
            })
    void anythingIsANameOfAUserAComponentOrAGroup(String name) {
        String user = name + unique("");
        try (WireClient owner = server.opening(LATCH).connect().register(user);
                WireClient other = server.opening(LATCH).connect().register(user + "x");
                WireClient sender = server.opening(LATCH, unique("sender")).connect()) {
            boolean joined = name.contains("_");
            String method = joined ? "" : quoted("b") + ",";
            sender.send(call("1", "UnicastAsync", quoted(user), quoted("A" + name), method + "1"))
                    .expect(done("1"));
            sender.send(call("2", "MulticastAsync", "[" + quoted(user) + ",null]", quoted(name), method + "2"))
                    .expect(done("2"));

            owner.expect(event(escaped(joined ? "A" + name : "A" + name + "_b"), "1"))
                    .expect(event(escaped(joined ? name : name + "_b"), "2"));
            other.expectAlive();
        }
        expectNothingInTheLog();
    }

    @ParameterizedTest
    @ValueSource(strings = {"__proto__", "line\nbreak ERROR forged", "\u202eright to left", "<script>"})
    void groupsAndMethodsMayHaveThemToo(String name) {
        try (WireClient client = server.opening(Attacker.HUB).connect()) {
            assertThat(client.invoke("Join", quoted(name))).doesNotContainKey("error");
            client.send(call("1", "ToGroup", quoted(name), quoted("here")))
                    .expect(event("Message", quoted("here")))
                    .expect(done("1"));
            assertThat(client.invoke("Leave", quoted(name))).doesNotContainKey("error");
            assertThat(client.invoke(escaped(name))).containsKey("error");
            client.expectAlive();
        }
        expectNothingInTheLog();
    }

    private void expectNothingInTheLog() {
        assertThat(server.log().orElseThrow().text()).doesNotContain("\u202e", "\u001b[2J", "forged", "<script>");
    }

    private static String escaped(String name) {
        String text = quoted(name);
        return text.substring(1, text.length() - 1);
    }
}
