package org.presencehub.hubs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.hub.options.AccessOptions;
import org.presencehub.hub.options.HubOptions;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.Records;

/** Directed messages between clients, in both forms that are in use. */
class LatchHubTest {
    private static final String PATH = "/signalrhub";
    private static final Senders SENDERS = new Senders(Set.of("sender"));

    @Nested
    @EnableWeld
    class ForEverybody {
        @WeldSetup
        WeldInitiator weld = HubContainer.with(LatchHub.class).build();

        private InMemoryClient anna;
        private InMemoryClient ben;
        private InMemoryClient bensPhone;
        private InMemoryClient carl;

        @BeforeEach
        void connect() {
            anna = InMemoryClient.of("anna", weld, PATH);
            ben = InMemoryClient.of("ben", weld, PATH);
            bensPhone = InMemoryClient.of("ben", weld, PATH);
            carl = InMemoryClient.of("carl", weld, PATH);
        }

        private void assertHeardBy(String event, InMemoryClient... listeners) {
            for (InMemoryClient listener : listeners) {
                assertThat(listener.next()).isEqualTo(event);
            }
            List.of(anna, ben, bensPhone, carl).forEach(InMemoryClient::assertNothingCame);
        }

        private void call(String method, String... arguments) {
            assertThat(anna.call(method, arguments)).isEqualTo(Records.done("1"));
        }

        @Test
        void unicastTakesComponentAndMethodApart() {
            call("UnicastAsync", "\"ben\"", "\"Chat\"", "\"Posted\"", "{\"a\":1.0}");
            assertHeardBy(Records.event("Chat_Posted", "{\"a\":1.0}"), ben, bensPhone);
        }

        @Test
        void unicastTakesComponentAndMethodJoined() {
            call("UnicastAsync", "\"ben\"", "\"Chat_Posted\"", "{\"a\":1.0}");
            assertHeardBy(Records.event("Chat_Posted", "{\"a\":1.0}"), ben, bensPhone);
        }

        @Test
        void multicastTakesBothFormsAndDeliversOnce() {
            call("MulticastAsync", "[\"ben\",\"carl\",\"ben\"]", "\"Chat\"", "\"Posted\"", "7");
            assertHeardBy(Records.event("Chat_Posted", "7"), ben, bensPhone, carl);
            call("MulticastAsync", "[\"carl\",null,\"nobody\"]", "\"Chat_Posted\"", "7");
            assertHeardBy(Records.event("Chat_Posted", "7"), carl);
        }

        @Test
        void broadcastReachesTheSenderFirstOfItsAnswer() {
            assertThat(anna.call("BroadcastAsync", "\"Chat\"", "\"Posted\"", "7"))
                    .isEqualTo(Records.event("Chat_Posted", "7"));
            for (InMemoryClient other : List.of(ben, bensPhone, carl)) {
                assertThat(other.next()).isEqualTo(Records.event("Chat_Posted", "7"));
            }
            assertHeardBy(Records.done("1"), anna);
        }

        @Test
        void payloadMayBeNothingOrMany() {
            call("UnicastAsync", "\"carl\"", "\"Chat\"", "\"Posted\"");
            assertHeardBy(Records.event("Chat_Posted"), carl);
            call("UnicastAsync", "\"carl\"", "\"Chat_Posted\"");
            assertHeardBy(Records.event("Chat_Posted"), carl);
            call("UnicastAsync", "\"carl\"", "\"Chat_Posted\"", "null", "\"a_b\"", "[ ]");
            assertHeardBy("{\"type\":1,\"target\":\"Chat_Posted\",\"arguments\":[null,\"a_b\",[]]}", carl);
            call("UnicastAsync", "\"carl\"", "\"Chat\"", "\"Posted\"", "\"a_b\"", "null", "[ ]");
            assertHeardBy("{\"type\":1,\"target\":\"Chat_Posted\",\"arguments\":[\"a_b\",null,[]]}", carl);
        }

        @Test
        void broadcastTakesBothFormsToo() {
            List.of("\"Chat\", \"Posted\"", "\"Chat_Posted\"").forEach(form -> {
                anna.send(Records.event("BroadcastAsync", form, "7"));
                assertHeardBy(Records.event("Chat_Posted", "7"), anna, ben, bensPhone, carl);
            });
        }

        /** It could be the component order_list with the method refresh, or the text refresh for the method list of the component order. */
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {"UnicastAsync | \"ben\",", "MulticastAsync | [\"ben\"],", "BroadcastAsync | ``"})
        void aTextBehindAnUnderscoreIsAmbiguousAndSentToNobody(String method, String users) {
            assertThat(anna.error(method, users + "\"order_list\"", "\"refresh\"", "1"))
                    .contains("'order_list' may be a component", "without '_'");
            assertHeardBy("");
        }

        @Test
        void unknownUserIsNoError() {
            call("UnicastAsync", "\"nobody\"", "\"Chat_Posted\"", "1");
            assertHeardBy("");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "UnicastAsync | \"ben\" | \"Chat\" | 7",
                    "UnicastAsync | \"ben\" | \"Chat\" | null",
                    "UnicastAsync | \"ben\" | \"Chat\" | \"\"",
                    "UnicastAsync | null | \"Chat\" | \"Posted\"",
                    "UnicastAsync | \"ben\" | null | \"Posted\"",
                    "MulticastAsync | null | \"Chat\" | \"Posted\"",
                    "BroadcastAsync | null | \"Posted\" | 1",
                    "BroadcastAsync | \"Chat\" | null | 1",
                })
        void incompleteMessageIsExplained(String method, String first, String second, String third) {
            assertThat(anna.error(method, first, second, third))
                    .startsWith("An unexpected error occurred invoking '" + method
                            + "' on the server. HubException: Name the ");
            assertHeardBy("");
        }

        @Test
        void componentWithoutMethodIsExplained() {
            assertThat(anna.error("UnicastAsync", "\"ben\"", "\"Chat\""))
                    .endsWith(
                            "HubException: Name the method behind the component, as a text, or both as 'component_method'.");
        }

        @Test
        void registrationConfirmsTheUserOfTheToken() {
            assertThat(anna.call("RegisterUser", "\"anna\""))
                    .isEqualTo(Records.event("Registered", Records.quoted(anna.id())));
            assertHeardBy(Records.done("1"), anna);
        }

        @Test
        void nobodyRegistersAsSomebodyElse() {
            assertThat(anna.error("RegisterUser", "\"ben\""))
                    .endsWith("HubException: You are signed in as another user than the one you register.");
            assertThat(anna.error("RegisterUser", "null")).endsWith("HubException: Name the user.");
            assertHeardBy("");
        }
    }

    @Nested
    @EnableWeld
    class WithoutTokens {
        @WeldSetup
        WeldInitiator weld = HubContainer.with(
                        HubOptions.DEFAULTS.withAccess(AccessOptions.DEFAULTS.withOpenHubs(Set.of(PATH))),
                        LatchHub.class)
                .build();

        @Test
        void anybodyRegistersAsAnybodyAndMayChange() {
            InMemoryClient anna = InMemoryClient.anonymous(weld, PATH);
            String registered = Records.event("Registered", Records.quoted(anna.id()));
            assertThat(anna.call("RegisterUser", "\"anna\"")).isEqualTo(registered);
            assertThat(anna.next()).isEqualTo(Records.done("1"));
            assertThat(anna.call("RegisterUser", "\"ann\"")).isEqualTo(registered);
            assertThat(anna.next()).isEqualTo(Records.done("1"));

            InMemoryClient ben = InMemoryClient.anonymous(weld, PATH);
            ben.call("UnicastAsync", "\"anna\"", "\"a_b\"");
            anna.assertNothingCame();
            ben.call("UnicastAsync", "\"ann\"", "\"a_b\"");
            assertThat(anna.next()).isEqualTo(Records.event("a_b"));
        }
    }

    @Nested
    @EnableWeld
    class ForSenders {
        @WeldSetup
        WeldInitiator weld = HubContainer.with(new LatchOptions(SENDERS, SENDERS), LatchHub.class)
                .build();

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "UnicastAsync | \"ben\" | \"Chat\" | \"Posted\"",
                    "MulticastAsync | [\"ben\"] | \"Chat\" | \"Posted\"",
                    "BroadcastAsync | \"Chat\" | \"Posted\" | 1",
                })
        void onlyTheNamedRolesMaySend(String method, String first, String second, String third) {
            InMemoryClient ben = InMemoryClient.of("ben", weld, PATH);
            InMemoryClient anna = InMemoryClient.of("anna", weld, PATH, "member");
            InMemoryClient root = InMemoryClient.of("root", weld, PATH, "member", "sender");

            assertThat(anna.error(method, first, second, third))
                    .contains("HubException: You have none of the roles that may send ");
            ben.assertNothingCame();
            root.send(Records.event(method, first, second, third));
            assertThat(ben.next()).contains("Chat_Posted");
        }

        @Test
        void everybodyMayRegister() {
            InMemoryClient anna = InMemoryClient.of("anna", weld, PATH);
            assertThat(anna.call("RegisterUser", "\"anna\"")).contains("Registered");
        }
    }

    @Nested
    @EnableWeld
    class ForTwoKindsOfSenders {
        @WeldSetup
        WeldInitiator weld = HubContainer.with(
                        new LatchOptions(SENDERS, new Senders(Set.of("announcer"))), LatchHub.class)
                .build();

        @Test
        void onlyTheNamedRolesMaySendToEverybody() {
            InMemoryClient anna = InMemoryClient.of("anna", weld, PATH, "sender");
            InMemoryClient root = InMemoryClient.of("root", weld, PATH, "announcer");

            assertThat(anna.error("BroadcastAsync", "\"Chat\"", "\"Posted\""))
                    .endsWith("HubException: You have none of the roles that may send to everybody.");
            assertThat(root.error("UnicastAsync", "\"anna\"", "\"Chat_Posted\""))
                    .endsWith("HubException: You have none of the roles that may send messages.");
            root.send(Records.event("BroadcastAsync", "\"Chat\"", "\"Posted\""));
            assertThat(anna.next()).isEqualTo(Records.event("Chat_Posted"));
            anna.send(Records.event("UnicastAsync", "\"root\"", "\"Chat_Posted\""));
            assertThat(root.next()).isEqualTo(Records.event("Chat_Posted"));
        }
    }

    @Nested
    @EnableWeld
    class ForNobody {
        @WeldSetup
        WeldInitiator weld =
                HubContainer.with(LatchOptions.CLOSED, LatchHub.class).build();

        @Test
        void nobodyMaySendAndIsToldWhichKeySaysWho() {
            InMemoryClient anna = InMemoryClient.of("anna", weld, PATH, "sender", "*", "**");

            assertThat(anna.error("UnicastAsync", "\"anna\"", "\"Chat_Posted\""))
                    .endsWith("HubException: Nobody may send messages until presencehub.latch.send-roles says who.");
            assertThat(anna.error("MulticastAsync", "[\"anna\"]", "\"Chat_Posted\""))
                    .endsWith("HubException: Nobody may send messages until presencehub.latch.send-roles says who.");
            assertThat(anna.error("BroadcastAsync", "\"Chat\"", "\"Posted\""))
                    .endsWith("HubException: Nobody may send to everybody until presencehub.latch.broadcast-roles says"
                            + " who.");
            assertThat(anna.call("RegisterUser", "\"anna\"")).contains("Registered");
        }
    }

    @Nested
    @EnableWeld
    class ForWhoeverIsLoggedIn {
        private static final Senders LOGGED_IN = new Senders(Set.of("**"));

        @WeldSetup
        WeldInitiator weld = HubContainer.with(new LatchOptions(LOGGED_IN, LOGGED_IN), LatchHub.class)
                .build();

        @Test
        void aTokenIsEnoughAndNoneIsNot() {
            InMemoryClient anna = InMemoryClient.of("anna", weld, PATH);
            InMemoryClient nobody = InMemoryClient.anonymous(weld, PATH);

            anna.send(Records.event("UnicastAsync", "\"anna\"", "\"Chat_Posted\""));
            assertThat(anna.next()).isEqualTo(Records.event("Chat_Posted"));
            assertThat(nobody.error("UnicastAsync", "\"anna\"", "\"Chat_Posted\""))
                    .endsWith("HubException: You have none of the roles that may send messages.");
        }
    }
}
