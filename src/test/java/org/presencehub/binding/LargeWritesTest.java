package org.presencehub.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.json.bind.JsonbException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.presencehub.binding.form.BindingOptions;
import org.presencehub.protocol.Payload;

/** Who may wait, and writes what is large, waits for those who do already; nobody else waits. */
class LargeWritesTest {
    private static final Duration FOR_EVER = Duration.ofHours(1);
    private static final int AT_ONCE = 2;

    private final LargeWrites large = new LargeWrites(AT_ONCE, FOR_EVER);
    private final JsonBinding binding = binding(large);
    private final CountDownLatch door = new CountDownLatch(1);
    private final AtomicInteger inside = new AtomicInteger();

    @AfterEach
    void open() {
        door.countDown();
    }

    static Supplier<Object> text() {
        return () -> "x".repeat(LargeWrites.LARGE + 1);
    }

    static Supplier<Object> list() {
        return () -> IntStream.range(0, LargeWrites.LARGE).boxed().toList();
    }

    static Supplier<Object> content() {
        return () -> new byte[LargeWrites.LARGE + 1];
    }

    /** Ours is a mark in its place. */
    static Supplier<Object> contents() {
        return () -> List.of(new byte[LargeWrites.LARGE]);
    }

    static List<Supplier<Object>> everythingLarge() {
        return List.of(text(), list(), content(), contents());
    }

    @ParameterizedTest
    @MethodSource("everythingLarge")
    void aFewAtATimeWriteWhatIsLarge(Supplier<Object> thing) {
        CyclicBarrier begun = new CyclicBarrier(3 * AT_ONCE);
        List<CompletableFuture<Integer>> writes = IntStream.range(0, 3 * AT_ONCE)
                .mapToObj(any -> elsewhere(large, () -> {
                    length(binding, thing.get());
                    meet(begun); // nobody's first write counts for its second
                    return binding.write(thing.get(), this::held);
                }))
                .toList();

        await().until(() -> waiting() == 2 * AT_ONCE && inside.get() == AT_ONCE);

        door.countDown();
        writes.forEach(CompletableFuture::join);
        assertThat(inside).hasValue(3 * AT_ONCE);
    }

    @Test
    void nobodyWaitsWithWhatIsSmall() {
        occupy();

        assertThat(elsewhere(large, () -> length(binding, "x".repeat(1_000))).join())
                .isEqualTo(1_002);
        assertThat(elsewhere(large, () -> length(binding, new byte[1_000])).join())
                .isPositive();
    }

    /** With who reads, hundreds would wait. */
    @Test
    void nobodyWaitsWhoMayNot() {
        occupy();

        CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(() -> length(binding, text().get()));
        assertThat(reading.orTimeout(20, TimeUnit.SECONDS).join()).isPositive();
    }

    /** An adapter of an application may send something while its own object is being written. */
    @Test
    void whoWritesAlreadyDoesNotWaitForItself() {
        LargeWrites one = new LargeWrites(1, FOR_EVER);
        JsonBinding alone = binding(one);

        CompletableFuture<Integer> both =
                elsewhere(one, () -> alone.write(text().get(), outer -> length(alone, text().get()) + outer.length()));

        assertThat(both.join()).isEqualTo(2 * (LargeWrites.LARGE + 3));
        assertThat(elsewhere(one, () -> length(alone, text().get())).join()).isPositive();
    }

    @Test
    void whoFailsGivesItsPlaceBack() {
        LargeWrites one = new LargeWrites(1, FOR_EVER);
        JsonBinding alone = binding(one);

        CompletableFuture<Integer> failed = elsewhere(one, () -> {
            assertThatThrownBy(() -> alone.write(new Broken())).isInstanceOf(JsonbException.class);
            return 0;
        });

        assertThat(failed.join()).isZero();

        assertThat(elsewhere(one, () -> length(alone, text().get())).join()).isPositive();
    }

    @Test
    void nobodyWaitsForEverForWhoIsStuck() {
        LargeWrites brief = new LargeWrites(1, Duration.ofMillis(1));
        LargeWrites.Place stuck = brief.place();
        elsewhere(brief, () -> {
                    stuck.grown(LargeWrites.LARGE + 1);
                    return 0;
                })
                .join();

        JsonBinding patient = binding(brief);
        assertThat(elsewhere(brief, () -> length(patient, text().get())).join()).isPositive();
    }

    /** A long queue is no reason to write all at once. */
    @Test
    void whoeverGetsNearerGoesOnWaiting() {
        LargeWrites brief = new LargeWrites(1, Duration.ofMillis(100));
        JsonBinding patient = binding(brief);
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<Integer>> writes = IntStream.range(0, 6)
                .mapToObj(any -> elsewhere(
                        brief,
                        () -> patient.write(text().get(), payload -> {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(60);
                            while (System.nanoTime() < end) {
                                Thread.onSpinWait();
                            }
                            return inside.decrementAndGet();
                        })))
                .toList();

        writes.forEach(CompletableFuture::join);
        assertThat(most).hasValue(1);
    }

    @Test
    void whoIsInterruptedWaitsNoLonger() {
        occupy();

        CompletableFuture<Integer> stillInterrupted = elsewhere(large, () -> {
            Thread.currentThread().interrupt();
            return length(binding, text().get()) > 0 && Thread.interrupted() ? 1 : 0;
        });

        assertThat(stillInterrupted.join()).isEqualTo(1);
    }

    private void occupy() {
        List<CompletableFuture<Integer>> writes = IntStream.range(0, AT_ONCE)
                .mapToObj(any -> elsewhere(large, () -> binding.write(text().get(), this::held)))
                .toList();
        await().until(() -> inside.get() == AT_ONCE);
        assertThat(writes).noneMatch(CompletableFuture::isDone);
    }

    private int held(Payload payload) {
        inside.incrementAndGet();
        try {
            door.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return payload.length();
    }

    private static void meet(CyclicBarrier others) {
        try {
            others.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int length(JsonBinding writer, Object value) {
        return writer.write(value).length();
    }

    private long waiting() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(each ->
                        List.of(each.getValue()).toString().contains(LargeWrites.class.getName() + "$Place.acquired"))
                .count();
    }

    private static JsonBinding binding(LargeWrites large) {
        return new JsonBinding(BindingOptions.DEFAULTS, large);
    }

    private static CompletableFuture<Integer> elsewhere(LargeWrites patience, Supplier<Integer> write) {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> patience.patiently(() -> result.complete(write.get())), "large write");
        thread.setDaemon(true);
        thread.start();
        return result.orTimeout(20, TimeUnit.SECONDS);
    }

    /** Fails when much of it has been written. */
    public static class Broken {
        public String getA() {
            return "x".repeat(LargeWrites.LARGE + 10_000);
        }

        public String getB() {
            throw new IllegalStateException("thrown on purpose");
        }
    }
}
