package org.presencehub.hub.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Test;
import org.presencehub.Hub;
import org.presencehub.HubException;
import org.presencehub.NonBlocking;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.RecordedLog;
import org.presencehub.testing.Records;

/** Clients are told their own words; the log is not. */
@EnableWeld
class HubLogTest {
    private static final String WORDS = "O'Hara's secret";

    @WeldSetup
    WeldInitiator weld = HubContainer.with(Plain.class).build();

    @Hub("/plain")
    static class Plain {
        @NonBlocking
        public void fail(String whom) {
            throw new HubException("Nobody is called '" + whom + "'.");
        }
    }

    @Test
    void brokenProtocolIsLoggedWithoutThePeersWords() {
        InMemoryClient client = InMemoryClient.of("anna", weld, "/plain");
        try (RecordedLog log = RecordedLog.ofEverything("org.presencehub.hub")) {
            client.send("{\"type\":6,\"headers\":{\"" + WORDS + "\":1}}");

            assertThat(client.next()).contains("Connection closed with an error.");
            assertThat(log.lines())
                    .noneMatch(line -> line.contains("secret"))
                    .contains("Connection " + client.id() + " of /plain is closed, it broke the protocol:"
                            + " Expected a header to be of type String.");
        }
    }

    @Test
    void aCallThatIsNotMadeIsLoggedWithoutThePeersWords() {
        InMemoryClient client = InMemoryClient.of("anna", weld, "/plain");
        try (RecordedLog log = RecordedLog.ofEverything("org.presencehub.hub")) {
            client.send(Records.event(WORDS));

            assertThat(log.lines())
                    .containsExactly(
                            "Connection " + client.id() + " of /plain: the call of a name of 15 characters that is"
                                    + " no identifier is refused. The hub has no such method. The client is not told, as it"
                                    + " asked.");
        }
    }

    @Test
    void errorThatNobodyAskedForIsLoggedWithoutThePeersWords() {
        InMemoryClient client = InMemoryClient.of("anna", weld, "/plain");
        try (RecordedLog log = RecordedLog.ofEverything("org.presencehub.hub")) {
            client.send(Records.event("fail", Records.quoted(WORDS)));

            assertThat(log.lines())
                    .containsExactly("Connection " + client.id() + " of /plain is not told, as it asked: An unexpected"
                            + " error occurred invoking '...'.");
        }
    }
}
