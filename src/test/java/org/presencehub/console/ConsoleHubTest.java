package org.presencehub.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.DisconnectReason;
import org.presencehub.Drain;
import org.presencehub.Hub;
import org.presencehub.NonBlocking;
import org.presencehub.OnlineUsers;
import org.presencehub.Presence;
import org.presencehub.UserCameOnline;
import org.presencehub.UserWentOffline;
import org.presencehub.config.MapConfig;
import org.presencehub.hub.options.HubOptions;
import org.presencehub.identity.Access;
import org.presencehub.identity.Caller;
import org.presencehub.presence.options.PresenceOptions;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.Records;

/** What the console hub tells and does, over its own wire. */
@EnableWeld
class ConsoleHubTest {
    private static final String CONSOLE = "/presencehub/console";
    private static final String CHAT = "/chat";
    private static final int QUEUE_LIMIT = 4711;
    private static final int MEMORY_BUDGET = 815_000_000;

    private final Crowd crowd = new Crowd();
    private final Draining drain = new Draining();

    @WeldSetup
    WeldInitiator weld = HubContainer.with(queueing(QUEUE_LIMIT), ConsoleHub.class, ConsoleFeed.class, Chat.class)
            .addBeans(
                    HubContainer.bean(crowd, OnlineUsers.class),
                    HubContainer.bean(crowd, Presence.class),
                    HubContainer.bean(drain, Drain.class),
                    HubContainer.bean(PresenceOptions.DEFAULTS, PresenceOptions.class))
            .build();

    private static HubOptions queueing(int bytes) {
        return HubOptions.from(MapConfig.settings(
                "presencehub.maximum-send-backlog",
                String.valueOf(bytes),
                "presencehub.memory-budget",
                String.valueOf(MEMORY_BUDGET)));
    }

    private InMemoryClient admin;

    @Hub(value = CHAT, directedMessages = true)
    static class Chat {
        @NonBlocking
        public String echo(String text) {
            return text;
        }
    }

    /** A drain that never ends. */
    private static final class Draining implements Drain {
        private Phase phase = Phase.RUNNING;

        @Override
        public CompletionStage<Progress> begin() {
            phase = Phase.DRAINING;
            return new CompletableFuture<>();
        }

        @Override
        public boolean takeBack() {
            phase = Phase.RUNNING;
            return true;
        }

        @Override
        public Progress progress() {
            return new Progress(phase, 7);
        }
    }

    @BeforeEach
    void open() {
        admin = InMemoryClient.of("root", weld, CONSOLE, ConsoleHub.ROLE);
    }

    private JsonObject look(String... arguments) {
        return Records.parse(admin.result("Look", arguments));
    }

    private JsonObject firstLook() {
        return look("0", "null", "[]", "null");
    }

    @Test
    void drainsAndTellsHowManyAreLeftAndTakesThatBack() {
        assertThat(firstLook().getJsonObject("drain").getString("phase")).isEqualTo("RUNNING");

        assertThat(admin.result("Drain")).isEqualTo("{\"left\":7,\"phase\":\"DRAINING\"}");
        JsonObject progress = firstLook().getJsonObject("drain");
        assertThat(progress.getString("phase")).isEqualTo("DRAINING");
        assertThat(progress.getInt("left")).isEqualTo(7);

        assertThat(admin.result("TakeBackDrain")).isEqualTo("true");
        assertThat(firstLook().getJsonObject("drain").getString("phase")).isEqualTo("RUNNING");
    }

    @Test
    void consolesMayStayWhileTheOthersGo() {
        assertThat(HubContainer.route(weld, CONSOLE).whileDraining()).isTrue();
        assertThat(HubContainer.route(weld, CHAT).whileDraining()).isFalse();
    }

    /** Clients can send it for everything, and the log should not fill with what they leave out. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Look | 0,null,null,null | Name the users whose rows are in view.",
                "Look | 0,null,[null],null | Name the users whose rows are in view.",
                "Send | [null],\"a\",\"b\" | Name each receiver.",
                "Send | [\"anna\"],null,\"b\" | Name the component.",
                "Send | null,\"a\",null | Name the method.",
                "Disconnect | null,true | Name the user."
            })
    void nullIsRefusedWhereSomethingIsNeeded(String method, String arguments, String error) {
        assertThat(admin.error(method, arguments.split(","))).endsWith("HubException: " + error);
    }

    @Test
    void onlyTheRoleOpensIt() {
        Access access = HubContainer.route(weld, CONSOLE).access();
        assertThat(access.permits(new Caller(() -> "anna", Set.of("member", "admin"))))
                .isFalse();
        assertThat(access.permits(new Caller(() -> "root", Set.of("presencehub-admin"))))
                .isTrue();
    }

    @Test
    void whoLooksCountsAndSeesWhoElseIsOnline() {
        crowd.online.addAll(List.of("anna", "bert"));

        assertThat(crowd.arrivals).isEqualTo(1);
        assertThat(admin.result("GetOnlineUsers")).isEqualTo("[\"anna\",\"bert\"]");
    }

    @Test
    void tellsTheCounts() {
        crowd.online.addAll(List.of("anna", "bert"));
        InMemoryClient.of("anna", weld, CHAT);

        JsonObject view = firstLook();
        assertThat(view.getInt("users")).isEqualTo(2);
        assertThat(view.getInt("connections")).isEqualTo(2);
        assertThat(view.getInt("queueLimit")).isEqualTo(QUEUE_LIMIT);
        assertThat(view.getJsonObject("memory").getInt("bytes")).isZero();
        assertThat(view.getJsonObject("memory").getInt("limit")).isEqualTo(MEMORY_BUDGET);
        assertThat(Instant.parse(view.getString("started"))).isBeforeOrEqualTo(Instant.parse(view.getString("now")));
        assertThat(view.get("person")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void tellsOfTheRowsInView() {
        InMemoryClient.of("anna", weld, CHAT);
        InMemoryClient.of("anna", weld, CHAT);
        InMemoryClient.of("anna", weld, CONSOLE, ConsoleHub.ROLE);

        List<JsonObject> rows = look("0", "null", "[\"anna\",\"zoe\"]", "null")
                .getJsonArray("people")
                .getValuesAs(JsonObject.class);
        JsonObject anna = rows.get(0);
        assertThat(anna.getString("user")).isEqualTo("anna");
        assertThat(anna.getInt("tabs")).as("the most on one hub").isEqualTo(2);
        assertThat(anna.getInt("connections")).isEqualTo(3);
        assertThat(anna.getJsonArray("transports").getValuesAs(JsonString::getString))
                .containsExactly("WebSockets");
        assertThat(Instant.parse(anna.getString("since"))).isBeforeOrEqualTo(Instant.now());
        assertThat(rows.get(1).getInt("connections")).isZero();
        assertThat(rows.get(1).get("since")).isEqualTo(JsonValue.NULL);
    }

    /** Whose connections have to be looked at takes time. */
    @Test
    void whoIsNamedTwiceIsLookedAtOnce() {
        assertThat(look("0", "null", "[\"anna\",\"zoe\",\"anna\"]", "null").getJsonArray("people"))
                .hasSize(2);
    }

    @Test
    void tellsEveryConnectionOfOnePerson() {
        crowd.online.add("anna");
        InMemoryClient anna = InMemoryClient.of("anna", weld, CHAT);

        JsonObject person = look("0", "null", "[]", "\"anna\"").getJsonObject("person");
        assertThat(person.getBoolean("online")).isTrue();
        assertThat(person.getInt("total")).isEqualTo(1);
        JsonObject connection = person.getJsonArray("connections").getJsonObject(0);
        assertThat(connection.getString("id")).isEqualTo(anna.id());
        assertThat(connection.getString("hub")).isEqualTo(CHAT);
        assertThat(connection.keySet()).contains("transport", "since", "userAgent", "queuedBytes");
    }

    @Test
    void refusesToLookUpMoreRowsThanAScreenHas() {
        String rows = "[" + "\"anna\",".repeat(200) + "\"anna\"]";
        assertThat(admin.error("Look", "0", "null", rows, "null")).contains("at most 200 rows");
    }

    @Test
    void tellsWhatEndedOnceAndWhy() {
        InMemoryClient.of("anna", weld, CHAT).vanish();
        JsonObject ended = firstLook().getJsonArray("ended").getJsonObject(0);
        assertThat(ended.getString("user")).isEqualTo("anna");
        assertThat(ended.getString("hub")).isEqualTo(CHAT);
        assertThat(ended.getJsonObject("reason").getString("code")).isEqualTo("lost");
        assertThat(ended.getJsonObject("reason").getString("sentence")).isEqualTo(DisconnectReason.LOST.sentence());

        assertThat(look("0", Records.quoted(ended.getString("id")), "[]", "null")
                        .getJsonArray("ended"))
                .isEmpty();
    }

    @Test
    void tellsWhoReadsTooSlowly() {
        InMemoryClient slow = InMemoryClient.of("anna", weld, CHAT);
        slow.stall();
        slow.receive("x".repeat(1000).getBytes(UTF_8));
        slow.receive("x".repeat(1000).getBytes(UTF_8));

        JsonObject fullest = firstLook().getJsonArray("fullest").getJsonObject(0);
        assertThat(fullest.getString("user")).isEqualTo("anna");
        assertThat(fullest.getInt("queuedBytes")).isGreaterThanOrEqualTo(1000);
    }

    @Test
    void tellsWhoCameAndWentAndWhy() {
        Instant now = Instant.now();
        weld.event().fire(new UserCameOnline("anna", 1, now, "node"));
        weld.event().fire(new UserCameOnline("bert", 2, now, "node"));
        weld.event().fire(new UserWentOffline("anna", 3, now, DisconnectReason.LOST, "node"));
        assertThat(admin.next()).as("told at once, and once").isEqualTo(Records.event("Changed"));

        JsonObject view = firstLook();
        assertThat(view.getJsonObject("joins").getInt("lastMinute")).isEqualTo(2);
        assertThat(view.getJsonArray("timeline").getValuesAs(JsonObject.class))
                .extracting(entry -> entry.getString("kind") + " " + entry.getString("user"))
                .containsExactly("came anna", "came bert", "went anna");
        assertThat(view.getJsonArray("timeline")
                        .getJsonObject(2)
                        .getJsonObject("reason")
                        .getString("code"))
                .isEqualTo("lost");
        String position = view.getJsonNumber("position").toString();
        assertThat(look(position, "null", "[]", "null").getJsonArray("timeline"))
                .isEmpty();
    }

    @Test
    void sendsAndTellsWhomItReached() {
        InMemoryClient anna = InMemoryClient.of("anna", weld, CHAT);
        InMemoryClient annasPhone = InMemoryClient.of("anna", weld, CHAT);
        InMemoryClient bert = InMemoryClient.of("bert", weld, CHAT);
        InMemoryClient carl = InMemoryClient.of("carl", weld, CHAT);

        assertThat(admin.result("Send", "[\"anna\",\"bert\",\"zoe\"]", "\"News\"", "\"Posted\"", "{\"a\":1.0}"))
                .isEqualTo("{\"connections\":3,\"users\":2}");
        for (InMemoryClient each : List.of(anna, annasPhone, bert)) {
            assertThat(each.next()).isEqualTo(Records.event("News_Posted", "{\"a\":1.0}"));
        }
        carl.assertNothingCame();
        assertThat(admin.result("Send", "[\"zoe\"]", "\"News\"", "\"Posted\""))
                .isEqualTo("{\"connections\":0,\"users\":0}");
    }

    @Test
    void sendsToEverybody() {
        InMemoryClient anna = InMemoryClient.of("anna", weld, CHAT);
        InMemoryClient bert = InMemoryClient.of("bert", weld, CHAT);

        assertThat(admin.result("Send", "null", "\"News\"", "\"Posted\"")).isEqualTo("{\"connections\":2,\"users\":2}");
        assertThat(anna.next()).isEqualTo(Records.event("News_Posted"));
        assertThat(bert.next()).isEqualTo(Records.event("News_Posted"));
    }

    @Test
    void disconnectsEveryConnectionOfAUser() {
        InMemoryClient anna = InMemoryClient.of("anna", weld, CHAT);
        InMemoryClient bert = InMemoryClient.of("bert", weld, CHAT);

        assertThat(admin.result("Disconnect", "\"anna\"", "false")).isEqualTo("1");
        assertThat(anna.next()).contains("\"type\":7").doesNotContain("\"allowReconnect\":true");
        assertThat(anna.closed()).isEqualTo(DisconnectReason.KICKED);

        assertThat(admin.result("Disconnect", "\"bert\"", "true")).isEqualTo("1");
        assertThat(bert.next()).contains("\"allowReconnect\":true");
    }
}
