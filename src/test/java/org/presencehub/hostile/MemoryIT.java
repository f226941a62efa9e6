package org.presencehub.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.presencehub.testing.Records.quoted;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;
import static org.presencehub.testing.ServerUnderTest.PRESENCE;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.presencehub.HubTransport;
import org.presencehub.testing.HeldRequest;
import org.presencehub.testing.Negotiated;
import org.presencehub.testing.RawRequest;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;

/** Input and output that pile up: what one token, or nobody, can make a server keep. */
@HostileTest
final class MemoryIT extends Siege {
    private static final long MOST_OF_A_CONNECTION = 45; // kilobytes
    private static final long MOST_OF_AN_UNREAD_PAGE = 20; // kilobytes
    private static final long MOST_OF_HALF_A_HEAD = 45; // kilobytes; docs/servers.md reckons with 40
    private static final int HEAD = 9_000; // bytes of a head that is taken

    /** One such letter makes a text take two bytes for each letter. */
    private static final String BEYOND_LATIN = "%C4%80";

    private static final String LETTERS_OF_EACH = "%%C4%%80" + "z".repeat(450); // as a format
    private static final String ESCAPED_IN_JSON = "\u0001"; // as six letters
    private static final String HALF_A_MEGABYTE = "x".repeat(500_000);

    private final String mallory = unique("mallory");

    MemoryIT(ServerUnderTest server) {
        super(server);
    }

    /** Whatever else is bounded: this, each of them has. Sockets, sessions and requests of the server weigh most of it. */
    @Test
    void connectionsThatDoNothing() throws InterruptedException {
        int connections = 600;
        long before = new Vitals(server.process().orElseThrow()).megabytesAlive();
        army.attack(connections, () -> server.opening(LATCH, mallory).connect());

        long each = (new Vitals(server.process().orElseThrow()).megabytesAlive() - before) * 1024 / connections;
        assertThat(army.through()).isEqualTo(connections);
        assertThat(each).as("kilobytes").isLessThan(MOST_OF_A_CONNECTION);
        expectHeld();
    }

    /** What a stranger gets a server to keep by a head that does not end: those that cost most of all that are taken. */
    @ParameterizedTest
    @MethodSource
    void headsThatDoNotEnd(String head) throws InterruptedException {
        expectCheap(head);
    }

    /** Undertow keeps four objects for each cookie as long as the request lasts, unless it is told not to. */
    @Test
    void wholeHeadsWhoseBodyDoesNotCome() throws InterruptedException {
        expectCheap("POST /development/token HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\nCookie: "
                + many(60, "c%02d=" + "v".repeat(100), ";") + "\r\n"
                + many(50, "x%02d: " + "v".repeat(20), "\r\n") + "\r\n\r\n");
    }

    private void expectCheap(String head) throws InterruptedException {
        int heads = 1_500;
        Vitals vitals = new Vitals(server.process().orElseThrow());
        long before = settled(vitals);
        army.attack(heads, () -> server.line(head, 0));

        long each = (vitals.megabytesAlive() - before) * 1024 / heads;
        assertThat(each).as("kilobytes").isLessThan(MOST_OF_HALF_A_HEAD);
        assertThat(each).as("kilobytes of a head that was taken").isGreaterThan(20);
        expectHeld();
    }

    /** As many as there may be sockets, each of which would have a copy. */
    @Test
    void pagesThatNobodyReads() throws InterruptedException {
        int readers = 1_500;
        String request = "GET /presencehub/lib/signalr.min.js HTTP/1.1\r\nHost: a\r\n\r\n"; // 48 kilobytes
        Vitals vitals = new Vitals(server.process().orElseThrow());
        long before = settled(vitals);
        army.attack(readers, () -> server.line(request, 2_048));

        long each = (settled(vitals) - before) * 1024 / readers;
        assertThat(each).as("kilobytes").isLessThan(MOST_OF_AN_UNREAD_PAGE);
        expectHeld();
    }

    /** What earlier attackers held is let go of by and by. */
    private static long settled(Vitals vitals) {
        AtomicLong last = new AtomicLong(Long.MAX_VALUE);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            long now = vitals.megabytesAlive();
            return now >= last.getAndSet(now);
        });
        return last.get();
    }

    static Stream<Named<String>> headsThatDoNotEnd() {
        String begun = " HTTP/1.1\r\nHost: a\r\nX: a";
        String names = " HTTP/1.1\r\nHost: a\r\n" + many(60, "h%02d" + "n".repeat(65) + ": v", "\r\n");
        return Stream.of(
                Named.of("query", "GET /" + filled("?a=" + BEYOND_LATIN, begun)),
                Named.of("path", "GET /" + filled(BEYOND_LATIN, begun)),
                Named.of("parameters", "GET /a?" + many(19, "k%02d=" + LETTERS_OF_EACH, "&") + begun),
                Named.of(
                        "names of headers",
                        "GET /a HTTP/1.1\r\nHost: a\r\n" + many(60, "h%02d" + "n".repeat(140) + ": v", "\r\n")),
                Named.of("both", "GET /a?" + many(19, "k%02d=" + "z".repeat(230), "&") + names));
    }

    private static String filled(String begin, String end) {
        return begin + "a".repeat(HEAD - begin.length() - end.length() - "GET /".length()) + end;
    }

    private static String many(int times, String each, String separator) {
        return IntStream.range(0, times)
                .mapToObj(i -> String.format(Locale.ROOT, each, i))
                .collect(Collectors.joining(separator));
    }

    /** More parameters, more headers, or a longer head: before it has ended, it is over. */
    @Test
    void headsOfMoreThanIsTaken() {
        for (String head : List.of(
                "GET /a?" + many(30, "k%02d=z", "&") + " ",
                "GET /a HTTP/1.1\r\nHost: a\r\n" + many(70, "h%02d: v", "\r\n") + "\r\n",
                "GET /" + "a".repeat(10_000))) {
            try (HeldRequest much = server.line(head, 0)) {
                assertThat(much.patience(Duration.ofSeconds(3)).isEnded()).isTrue();
            }
        }
    }

    @Test
    void postsBeforeThereIsATransport() throws InterruptedException {
        army.attack(400, () -> post(server.negotiate(LATCH, mallory), HALF_A_MEGABYTE));

        expectHeld();
    }

    @Test
    void postsBeforeAHandshake() throws InterruptedException {
        army.attack(400, () -> {
            Negotiated ids = server.negotiate(LATCH, mallory);
            poll(ids).send();
            return post(ids, HALF_A_MEGABYTE);
        });

        expectHeld();
    }

    @Test
    void postsOfManyMessagesBeforeAHandshake() throws InterruptedException {
        army.attack(200, () -> {
            Negotiated ids = server.negotiate(LATCH, mallory);
            poll(ids).send();
            for (int i = 0; i < 20; i++) {
                post(ids, "x".repeat(30_000)).close();
            }
            return () -> {};
        });

        expectHeld();
    }

    @Test
    void halfMessagesOnManyWebSockets() throws InterruptedException {
        army.attack(900, () -> {
            WireClient half = server.opening(LATCH, mallory).open();
            return half.sendText(
                    WireClient.HANDSHAKE + Records.SEPARATOR + "{\"type\":1,\"x\":\"" + "x".repeat(32_000));
        });

        expectHeld();
    }

    /** Undertow kept a session of each for ever, and we the connection: 15 KB. */
    @Test
    void upgradesThatAreReset() {
        Vitals vitals = new Vitals(server.process().orElseThrow());
        resetUpgrades(200); // for what is made once
        await().untilAsserted(() -> bystander.expectServed());
        long before = vitals.megabytesAlive();

        resetUpgrades(2_000);

        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(vitals.megabytesAlive() - before)
                        .as("megabytes left")
                        .isLessThan(8));
        expectHeld();
    }

    private void resetUpgrades(int number) {
        for (int each = 0; each < number; each++) {
            server.get(LATCH).upgrade().start().reset();
        }
    }

    @Test
    void halfHandshakesOfNobody() throws InterruptedException {
        army.attack(900, () -> server.opening(LATCH).open().sendText("{\"x\":\"" + "x".repeat(500_000)));

        expectHeld();
    }

    /** Small values cost most: each is as good as nothing on the wire, and an object on the heap. */
    @Test
    void callsThatWaitBehindABlockedCall() throws InterruptedException {
        String latch = unique("latch");
        String zeros = "{\"type\":1,\"target\":\"Echo\",\"arguments\":[" + "0,".repeat(440) + "0]}";
        String thousand = Records.of(Collections.nCopies(1_000, zeros).toArray(String[]::new));
        army.attack(100, () -> {
            WireClient blocked = server.opening("/test", mallory).connect();
            blocked.send(Records.call("1", "Block", quoted(latch)));
            return blocked.sendText(thousand);
        });

        bystander.expectServed();
        bystander.expectRoomLeft();
        try (WireClient friend = server.opening("/test", unique("friend")).connect()) {
            friend.invoke("Release", quoted(latch));
        }
        army.close();
        bystander.expectRecovered();
    }

    /** Each may be sent again until it is acknowledged, which never happens. */
    @Test
    void outputThatIsNeverAcknowledged() throws InterruptedException {
        army.attack(300, () -> {
            String id = server.post(LATCH + "/negotiate?negotiateVersion=1&useStatefulReconnect=true")
                    .bearer(server.token(mallory))
                    .send()
                    .json()
                    .getString("connectionToken");
            WireClient greedy = server.opening(LATCH, mallory).id(id).open();
            greedy.send("{\"protocol\":\"json\",\"version\":2}").expect("{}").send(WireClient.PING);
            for (int i = 0; i < 30; i++) {
                greedy.send(Records.call(
                        "" + i, "UnicastAsync", quoted(mallory), "\"A\"", "\"b\"", quoted("x".repeat(30_000))));
            }
            greedy.close(); // parked
            return greedy;
        });

        expectHeld();
    }

    /** One list for all: it is there once, however many have to be sent it. */
    @Test
    void aLongListThatNobodyReads() throws InterruptedException {
        List<WireClient> many = IntStream.range(0, 300)
                .mapToObj(i -> server.opening(PRESENCE, unique("x".repeat(450))).connect())
                .toList();
        army.attack(
                600,
                () -> server.opening(PRESENCE, mallory)
                        .receiveBuffer(4_096)
                        .open()
                        .sendText(WireClient.HANDSHAKE + Records.SEPARATOR));

        expectRoomLeftAndServed();
        many.forEach(WireClient::close);
        expectHeld();
    }

    /** A list for each. */
    @Test
    void longListsThatNobodyReads() throws InterruptedException {
        List<WireClient> many = IntStream.range(0, 200)
                .mapToObj(i -> server.opening(PRESENCE, unique("x".repeat(450))).connect())
                .toList();
        String asked = Records.of(
                Collections.nCopies(5, Records.call("1", "GetOnlineUsers")).toArray(String[]::new));
        army.attack(
                300,
                () -> server.opening(PRESENCE, mallory)
                        .receiveBuffer(4_096)
                        .open()
                        .sendText(WireClient.HANDSHAKE + Records.SEPARATOR + asked));

        expectRoomLeftAndServed();
        many.forEach(WireClient::close);
        expectHeld();
    }

    /** Before any of them waits to be sent, each has to be written: a short call has the server make half a megabyte of text. */
    @Test
    void longListsThatManyAskForAtOnce() throws InterruptedException {
        List<WireClient> many = IntStream.range(0, 200)
                .mapToObj(i -> server.opening(PRESENCE, unique(ESCAPED_IN_JSON.repeat(450)))
                        .connect())
                .toList();
        String asked = Records.of(
                Collections.nCopies(20, Records.call("1", "GetOnlineUsers")).toArray(String[]::new));
        AtomicInteger next = new AtomicInteger();
        army.attack(
                200,
                () -> server.opening(PRESENCE, mallory + next.incrementAndGet() % 8)
                        .open()
                        .sendText(WireClient.HANDSHAKE + Records.SEPARATOR + asked));

        expectRoomLeftAndServed();
        many.forEach(WireClient::close);
        expectHeld();
    }

    /** The text of such a token is 7 KB long; as objects its roles take thirty times as much. */
    @Test
    void tokensWithThousandsOfRoles() throws InterruptedException {
        String[] roles = IntStream.range(0, 700).mapToObj(i -> "r" + i).toArray(String[]::new);
        army.attack(
                800,
                () -> server.opening(LATCH)
                        .bearer(server.token(mallory, roles))
                        .open()
                        .sendText(WireClient.HANDSHAKE + Records.SEPARATOR));

        expectHeld();
    }

    /** A server may keep several copies of it as long as a WebSocket lives. */
    @Test
    void longQueriesOfWebSockets() throws InterruptedException {
        List<String> some = List.of(mallory, unique("mallory"));
        AtomicInteger next = new AtomicInteger();
        army.attack(
                1_800,
                () -> server.opening(LATCH, some.get(next.getAndIncrement() % 2))
                        .query("long", "x".repeat(5_000))
                        .header("X-Long", "x".repeat(2_000))
                        .connect());

        assertThat(army.through()).isGreaterThan(300);
        expectHeld();
    }

    /** They wait for the first one, whose body does not come. */
    @Test
    void postsWithLongHeadsThatWaitForEachOther() throws InterruptedException {
        Negotiated ids = server.negotiate(LATCH, mallory);
        poll(ids).send();
        army.attack(
                4_000,
                () -> server.post(path(ids))
                        .bearer(server.token(mallory))
                        .header("X-Long", "x".repeat(7_000))
                        .bodyOf(100)
                        .start());

        expectHeld();
    }

    /** A server may keep what follows the last chunk of a body, whatever its size. */
    @Test
    void trailersThatDoNotEnd() throws InterruptedException {
        String body = "1\r\n{\r\n0\r\nX: " + "x".repeat(2_000_000);
        army.attack(
                100,
                () -> server.line(
                        "POST /development/token HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body, 0));

        expectHeld();
    }

    private void expectRoomLeftAndServed() {
        bystander.expectServed();
        bystander.expectRoomLeft();
    }

    @Test
    void anAnswerThatNobodyReads() throws InterruptedException {
        army.attack(200, () -> {
            WireClient deaf =
                    server.opening("/conformance").receiveBuffer(4_096).connect();
            for (int i = 0; i < 60; i++) {
                deaf.send(Records.call("" + i, "Echo", quoted("x".repeat(30_000))));
            }
            return deaf;
        });

        expectHeld();
    }

    /** The length says two gigabytes, and one byte follows. */
    @Test
    void lengthsThatAreNotKept() throws InterruptedException {
        army.attack(100, () -> {
            Attacker liar = Attacker.connected(server, new Way(HubTransport.WEB_SOCKETS, true, false));
            liar.send(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7, 0})
                    .expectEnded();
            return liar;
        });
        assertThat(army.through()).isEqualTo(100);
        army.attack(
                100,
                () -> server.post("/conformance?id=x").bodyOf(Integer.MAX_VALUE).start());

        expectHeld();
    }

    private void expectHeld() {
        expectRoomLeftAndServed();
        army.close();
        bystander.expectRecovered();
    }

    private HeldRequest post(Negotiated ids, String body) {
        return server.post(path(ids)).bearer(server.token(mallory)).body(body).start();
    }

    private RawRequest poll(Negotiated ids) {
        return server.get(path(ids)).bearer(server.token(mallory));
    }

    private static String path(Negotiated ids) {
        return LATCH + "?id=" + ids.connectionToken();
    }
}
