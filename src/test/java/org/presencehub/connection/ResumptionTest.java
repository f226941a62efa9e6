package org.presencehub.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.DisconnectReason;
import org.presencehub.connection.memory.MemoryBudget;
import org.presencehub.connection.options.ConnectionOptions;
import org.presencehub.connection.options.ReceiveLimits;
import org.presencehub.connection.options.ResumeLimits;
import org.presencehub.connection.options.SendLimits;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.connection.outbound.BroadcastLog;
import org.presencehub.identity.Caller;
import org.presencehub.testing.FakeNetwork;
import org.presencehub.testing.FakeNetwork.Mood;
import org.presencehub.testing.InMemoryTransport;

/** Stateful reconnect as a connection sees it (HubProtocol.md): transports come and go, nothing is lost and nothing doubled. */
class ResumptionTest {
    private static final ConnectionOptions OPTIONS = ConnectionOptions.DEFAULTS
            .withReceive(ReceiveLimits.DEFAULTS.withMaxMessageSize(100).withMaxBacklog(100))
            .withSend(SendLimits.DEFAULTS.withMaxBacklog(100))
            .withResume(ResumeLimits.DEFAULTS.withBufferSize(20));

    private final AtomicLong clock = new AtomicLong();
    private final RecordingHandler handler = new RecordingHandler();
    private FakeNetwork network = new FakeNetwork();
    private Socket socket = new Socket(network);
    private final Connection connection = connect(OPTIONS);

    private Connection connect(ConnectionOptions options) {
        Connection opened = new Connections(
                        "/hub",
                        List.of(),
                        options,
                        new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                        new SharedQuota(1000),
                        each -> handler,
                        Delimiters.SEMICOLON,
                        clock::get)
                .open(Caller.ANONYMOUS)
                .orElseThrow();
        assertThat(opened.reserve()).isTrue();
        assertThat(opened.attach(socket)).isTrue();
        opened.resumeBy(number -> uncounted("from " + number + ":"));
        opened.countedByClient();
        return opened;
    }

    private void lose() {
        connection.transportLost(socket);
    }

    private void comeBack() {
        comeBack(Mood.PROMPT);
    }

    private void comeBack(Mood mood) {
        network = new FakeNetwork();
        network.turn(mood);
        socket = new Socket(network);
        assertThat(connection.reserve()).isTrue();
        assertThat(connection.attach(socket)).isTrue();
    }

    @Test
    void whatWasNotAcknowledgedComesAgainBehindItsNumber() {
        connection.output().send(counted("a;"));
        connection.output().send(counted("b;"));
        connection.output().send(counted("c;"));
        connection.acknowledged(1);

        lose();
        comeBack();

        assertThat(network.content()).isEqualTo("from 2:b;c;");
    }

    @Test
    void whoHasAcknowledgedAllIsToldTheNextNumberOnly() {
        connection.output().send(counted("a;"));
        connection.acknowledged(1);

        lose();
        comeBack();

        assertThat(network.content()).isEqualTo("from 2:");
    }

    @Test
    void whatIsSentMeanwhileComesBehind() {
        connection.output().send(counted("a;"));
        lose();
        connection.output().send(counted("b;"));

        comeBack();
        connection.output().send(counted("c;"));

        assertThat(network.content()).isEqualTo("from 1:a;b;c;");
    }

    @Test
    void whatDoesNotCountComesOnce() {
        connection.output().send(uncounted("ping;"));
        connection.output().send(counted("a;"));
        connection.output().send(uncounted("ping;"));
        lose();
        comeBack();

        assertThat(network.content()).isEqualTo("from 1:a;");
    }

    @Test
    void whatDoesNotCountSharesNoFrameWithWhatDoes() {
        network.turn(Mood.STALLED);
        connection.output().send(counted("a;"));
        connection.output().send(counted("b;"));
        connection.output().send(uncounted("ping;"));
        network.turn(Mood.PROMPT);
        lose();
        comeBack();

        assertThat(network.content()).isEqualTo("from 1:a;b;");
    }

    @Test
    void aFrameOfWhichNotAllWasAcknowledgedComesAgainWhole() {
        network.turn(Mood.STALLED);
        connection.output().send(counted("a;"));
        connection.output().send(counted("b;"));
        connection.output().send(counted("c;"));
        network.turn(Mood.PROMPT);
        connection.acknowledged(2);
        lose();
        comeBack();

        assertThat(network.content()).isEqualTo("from 2:b;c;");
    }

    @Test
    void messagesThatShareAFrameAreNumberedEach() {
        network.turn(Mood.STALLED);
        connection.output().send(counted("a;"));
        connection.output().send(counted("b;"));
        connection.output().send(counted("c;"));
        connection.output().send(uncounted("ping;"));
        network.turn(Mood.PROMPT);
        connection.output().send(counted("d;"));
        connection.acknowledged(3);
        lose();
        comeBack();

        assertThat(network.content()).isEqualTo("from 4:d;");
    }

    @Test
    void aWriteThatTheLossCutOffComesAgain() {
        network.turn(Mood.STALLED);
        connection.output().send(counted("a;"));
        connection.output().send(counted("b;"));

        network.turn(Mood.BROKEN);
        comeBack();

        assertThat(network.content()).isEqualTo("from 1:a;b;");
        assertThat(handler.events()).containsExactly("opened");
    }

    @Test
    void aLossWhileMessagesComeAgainLetsThemBeginAnew() {
        connection.output().send(counted("a;"));
        connection.output().send(counted("b;"));
        lose();
        comeBack(Mood.STALLED);

        lose();
        comeBack();

        assertThat(network.content()).isEqualTo("from 1:a;b;");
    }

    @Test
    void aSocketThatIsStuckIsReplaced() {
        network.turn(Mood.STALLED);
        connection.output().send(counted("a;"));
        connection.output().send(counted("b;"));

        comeBack();

        assertThat(network.content()).isEqualTo("from 1:a;b;");
    }

    @Test
    void whatAllAreSentComesAgainToo() {
        BroadcastLog log = new BroadcastLog(Runnable::run, new MemoryBudget(Long.MAX_VALUE, Runnable::run));
        connection.output().follow(log, "text");
        log.broadcast(new Shout("x;"));
        lose();
        log.broadcast(new Shout("y;"));
        connection.output().send(counted("a;"));

        comeBack();

        assertThat(network.content()).isEqualTo("from 1:x;y;a;");
    }

    private record Shout(String text) implements BroadcastLog.Entry {
        @Override
        public Batch in(String format) {
            return counted(text);
        }

        @Override
        public int size() {
            return text.length();
        }
    }

    @Test
    void nothingLeavesBeforeTheClientCounts() {
        FakeNetwork fresh = new FakeNetwork();
        network = fresh;
        socket = new Socket(fresh);
        Connection early = new Connections(
                        "/hub",
                        List.of(),
                        OPTIONS,
                        new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                        new SharedQuota(1000),
                        each -> handler,
                        Delimiters.SEMICOLON,
                        clock::get)
                .open(Caller.ANONYMOUS)
                .orElseThrow();
        early.reserve();
        early.attach(socket);
        early.output().send(uncounted("answer;"));
        early.resumeBy(number -> uncounted(""));
        early.output().send(counted("a;"));
        assertThat(fresh.content()).isEqualTo("answer;");

        early.countedByClient();

        assertThat(fresh.content()).isEqualTo("answer;a;");
    }

    @Test
    void whatIsBeyondTheBufferWaitsForAnAcknowledgement() {
        connection.output().send(counted("0123456789"));
        connection.output().send(counted("0123456789"));
        connection.output().send(counted("more;"));
        assertThat(network.content()).isEqualTo("01234567890123456789");
        assertThat(connection.output().queuedBytes()).isEqualTo(5);

        connection.acknowledged(1);

        assertThat(network.content()).endsWith("more;");
    }

    @Test
    void lastWordsWaitForNoAcknowledgement() {
        connection.output().send(counted("01234567890123456789"));
        connection.output().send(counted("more;"));

        connection.finish(uncounted("bye;"), DisconnectReason.ABORTED);

        assertThat(network.content()).endsWith("more;bye;");
        assertThat(network.closes()).isEqualTo(1);
    }

    @Test
    void aMessageLargerThanTheBufferLeaves() {
        connection.output().send(counted("x".repeat(50)));

        assertThat(network.content()).hasSize(50);
    }

    @Test
    void whoseAcknowledgementsWaitForTheServerIsNotSlow() {
        connection.output().send(counted("x".repeat(40)));
        connection.output().send(counted("more;"));

        long later = clock.addAndGet(Duration.ofSeconds(11).toNanos());
        connection.excuse(Duration.ofSeconds(2).toNanos(), later);
        connection.tick(later);
        assertThat(handler.events()).containsExactly("opened", "tick");
        connection.tick(clock.addAndGet(Duration.ofSeconds(2).toNanos()));

        assertThat(handler.events()).endsWith("ended SLOW");
    }

    @Test
    void whoIsExcusedForLongerThanHeWasWaitedForIsSlowInTime() {
        connection.output().send(counted("x".repeat(40)));
        connection.output().send(counted("more;"));

        connection.excuse(Duration.ofSeconds(5).toNanos(), clock.get());
        connection.tick(clock.addAndGet(Duration.ofSeconds(11).toNanos()));

        assertThat(handler.events()).endsWith("ended SLOW");
    }

    @Test
    void whoAcknowledgesNothingForTooLongWhileMoreWaitsIsSlow() {
        connection.output().send(counted("x".repeat(20)));
        connection.tick(clock.addAndGet(Duration.ofMinutes(1).toNanos()));
        assertThat(handler.events()).containsExactly("opened", "tick");
        connection.acknowledged(1);
        connection.output().send(counted("x".repeat(20)));
        connection.output().send(counted("more;"));

        connection.tick(clock.addAndGet(Duration.ofSeconds(10).toNanos()));
        assertThat(handler.events()).containsExactly("opened", "tick", "tick");
        connection.tick(clock.incrementAndGet());

        assertThat(handler.events()).endsWith("ended SLOW");
    }

    /** A resume costs a client a few bytes. */
    @Test
    void whatComesAgainWithoutProgressWaits() {
        connection.output().send(counted("a;"));
        connection.output().send(counted("bbbbbbbbbbbbbbbbbbbb;"));
        String again = "from 1:a;bbbbbbbbbbbbbbbbbbbb;";
        int times = 0;
        do {
            lose();
            comeBack();
            times++;
        } while (network.content().equals(again) && times < 100);
        assertThat(times).as("free ones, and one that waits").isBetween(2, 5);
        assertThat(network.content()).isEmpty();

        pass(Duration.ofSeconds(16));

        assertThat(network.content()).isEqualTo(again);
    }

    @Test
    void whoComesBackIsSlowAllTheSame() {
        connection.output().send(counted("aaaaaaaaaaaaaaaaaaaa;"));
        connection.output().send(counted("b;"));

        for (int each = 0; each < 3; each++) {
            pass(Duration.ofSeconds(4));
            if (!connection.hasEnded()) {
                lose();
                comeBack();
            }
        }
        pass(Duration.ofSeconds(1));

        assertThat(handler.events()).endsWith("ended SLOW");
    }

    @Test
    void anAcknowledgementOfNothingNewIsNoProgress() {
        connection.output().send(counted("aaaaaaaaaaaaaaaaaaaa;"));
        connection.output().send(counted("b;"));

        for (int second = 0; second < 12; second++) {
            connection.acknowledged(0);
            pass(Duration.ofSeconds(1));
        }

        assertThat(handler.events()).endsWith("ended SLOW");
    }

    private void pass(Duration time) {
        connection.tick(clock.addAndGet(time.toNanos()));
    }

    @Test
    void whoHadNothingToAcknowledgeIsNotSlowAtTheFirstBurst() {
        connection.tick(clock.addAndGet(Duration.ofMinutes(1).toNanos()));
        connection.output().send(counted("x".repeat(1000)));
        connection.output().send(counted("more;"));

        connection.tick(clock.addAndGet(Duration.ofSeconds(10).toNanos()));
        assertThat(handler.events()).containsExactly("opened", "tick", "tick");
        connection.tick(clock.incrementAndGet());

        assertThat(handler.events()).endsWith("ended SLOW");
    }

    @Test
    void whatWaitsForWhoeverIsAwayIsNeverTooMuchByItself() {
        BroadcastLog log = new BroadcastLog(Runnable::run, new MemoryBudget(Long.MAX_VALUE, Runnable::run));
        connection.output().follow(log, "text");
        lose();
        for (int each = 0; each < 11; each++) {
            connection.output().send(counted("0123456789;"));
            log.broadcast(new Shout("abcdefghij"));
        }
        assertThat(connection.output().isBehind()).isTrue();
        assertThat(handler.events()).containsExactly("opened");

        comeBack(Mood.PROMPT);

        assertThat(network.content()).contains("0123456789;").contains("abcdefghij");
        assertThat(handler.events()).containsExactly("opened");
    }

    @Test
    void whoDoesNotComeBackInTimeIsLost() {
        clock.addAndGet(Duration.ofHours(1).toNanos());
        lose();
        connection.tick(clock.addAndGet(OPTIONS.resume().timeout().toNanos()));
        assertThat(connection.isOpen()).isTrue();
        assertThat(handler.events()).containsExactly("opened", "tick"); // what it waits for has its time meanwhile

        connection.tick(clock.incrementAndGet());

        assertThat(handler.events()).containsExactly("opened", "tick", "ended LOST");
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void aGoodbyeIsForGood() {
        connection.transportClosed(socket, DisconnectReason.GOODBYE);

        assertThat(handler.events()).containsExactly("opened", "ended GOODBYE");
        assertThat(connection.reserve()).isFalse();
    }

    @Test
    void aSocketThatComesBeforeTheOldOneIsMissedTakesOver() {
        FakeNetwork oldNetwork = network;
        Socket old = socket;
        connection.output().send(counted("a;"));

        comeBack();
        connection.received(old, bytes("late;"));
        connection.transportLost(old);
        connection.transportClosed(old, DisconnectReason.GOODBYE);
        connection.received(socket, bytes("new;"));

        assertThat(oldNetwork.closes()).isEqualTo(1);
        assertThat(network.content()).isEqualTo("from 1:a;");
        assertThat(handler.events()).containsExactly("opened", "new;");
    }

    @Test
    void halfAMessageIsForgottenSinceItComesAgain() {
        connection.received(socket, bytes("whole;ha"));
        lose();
        comeBack();

        connection.received(socket, bytes("half;"));

        assertThat(handler.events()).containsExactly("opened", "whole;", "half;");
    }

    @Test
    void aTransportThatCannotBeReplacedTakesTheConnectionWithIt() {
        InMemoryTransport plain = new InMemoryTransport(network);
        Connection other = new Connections(
                        "/hub",
                        List.of(),
                        OPTIONS,
                        new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                        new SharedQuota(1000),
                        each -> handler,
                        Delimiters.SEMICOLON,
                        clock::get)
                .open(Caller.ANONYMOUS)
                .orElseThrow();
        other.reserve();
        other.attach(plain);
        other.resumeBy(number -> uncounted(""));

        other.transportLost(plain);

        assertThat(other.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverIsCutNothingIsLostOrDoubled(long seed) {
        Random random = new Random(seed);
        ConnectionOptions roomy = OPTIONS.withSend(new SendLimits(1 << 24, Duration.ofDays(1)))
                .withResume(new ResumeLimits(200, Duration.ofDays(1)));
        network = new FakeNetwork();
        socket = new Socket(network);
        Connection cut = connect(roomy);
        BroadcastLog log = new BroadcastLog(Runnable::run, new MemoryBudget(Long.MAX_VALUE, Runnable::run));
        cut.output().follow(log, "text");
        CountingClient client = new CountingClient();
        int sent = 0;
        for (int step = 0; step < 3000; step++) {
            switch (random.nextInt(8)) {
                case 0 -> network.turn(Mood.STALLED);
                case 1 -> network.turn(Mood.PROMPT);
                case 2 -> {
                    client.read(network);
                    cut.acknowledged(client.processed);
                }
                case 3 -> cut.output().send(uncounted("p;"));
                case 4 -> log.broadcast(new Shout(++sent + ";"));
                case 5 -> {
                    if (random.nextInt(5) == 0) {
                        client.read(network);
                        if (random.nextBoolean()) {
                            cut.transportLost(socket);
                        }
                        network = new FakeNetwork();
                        socket = new Socket(network);
                        cut.attach(socket);
                        client.reconnected();
                        cut.tick(
                                clock.addAndGet(Duration.ofSeconds(15).toNanos())); // what comes again may have to wait
                    }
                }
                default -> cut.output().send(counted(++sent + ";"));
            }
        }
        network.turn(Mood.PROMPT);
        for (int round = 0; round < sent; round++) {
            client.read(network);
            cut.acknowledged(client.processed);
            cut.tick(clock.addAndGet(Duration.ofSeconds(15).toNanos()));
        }

        assertThat(client.heard)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, sent)
                        .mapToObj(each -> each + "")
                        .toList());
    }

    /** What a client does: it counts, and drops what it has processed already. */
    private static final class CountingClient {
        private static final Pattern END = Pattern.compile("(?<=[;:])");

        private final List<String> heard = new ArrayList<>();
        private int at;
        private long next = 1;
        private long processed;

        void reconnected() {
            at = 0;
        }

        void read(FakeNetwork network) {
            String content = network.content();
            for (String message : END.splitAsStream(content.substring(at)).toList()) {
                if (message.startsWith("from ")) {
                    next = Long.parseLong(message.substring(5, message.length() - 1));
                    assertThat(next).isLessThanOrEqualTo(processed + 1);
                } else if (!message.isEmpty() && !message.equals("p;")) {
                    count(message.substring(0, message.length() - 1));
                }
            }
            at = content.length();
        }

        private void count(String message) {
            if (next > processed) {
                processed = next;
                heard.add(message);
            }
            next++;
        }
    }

    private static Batch counted(String text) {
        return Batch.counted(bytes(text), false);
    }

    private static Batch uncounted(String text) {
        return Batch.of(bytes(text), false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
