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

/** Who writes what is large waits for those who do already; nobody else waits. */
class LargeWritesTest {
    private static final Duration FOR_EVER = Duration.ofHours(1);
    private static final int AT_ONCE = 2;

    private final JsonBinding binding = new JsonBinding(BindingOptions.DEFAULTS, new LargeWrites(AT_ONCE, FOR_EVER));
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

    static List<Supplier<Object>> everythingLarge() {
        return List.of(text(), list(), content());
    }

    @ParameterizedTest
    @MethodSource("everythingLarge")
    void aFewAtATimeWriteWhatIsLarge(Supplier<Object> large) {
        CyclicBarrier begun = new CyclicBarrier(3 * AT_ONCE);
        List<CompletableFuture<Integer>> writes = IntStream.range(0, 3 * AT_ONCE)
                .mapToObj(any -> elsewhere(() -> {
                    length(binding, large.get());
                    meet(begun); // nobody's first write counts for its second
                    return binding.write(large.get(), this::held);
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

        assertThat(elsewhere(() -> length(binding, "x".repeat(1_000))).join()).isEqualTo(1_002);
        assertThat(elsewhere(() -> length(binding, new byte[1_000])).join()).isPositive();
    }

    /** An adapter of an application may send something while its own object is being written. */
    @Test
    void whoWritesAlreadyDoesNotWaitForItself() {
        JsonBinding alone = new JsonBinding(BindingOptions.DEFAULTS, new LargeWrites(1, FOR_EVER));

        int length = alone.write(text().get(), outer -> alone.write(text().get(), Payload::length) + outer.length());

        assertThat(length).isEqualTo(2 * (LargeWrites.LARGE + 3));
        assertThat(elsewhere(() -> length(alone, text().get())).join()).isPositive();
    }

    @Test
    void whoFailsGivesItsPlaceBack() {
        JsonBinding alone = new JsonBinding(BindingOptions.DEFAULTS, new LargeWrites(1, FOR_EVER));

        assertThatThrownBy(() -> alone.write(new Broken())).isInstanceOf(JsonbException.class);

        assertThat(elsewhere(() -> length(alone, text().get())).join()).isPositive();
    }

    @Test
    void nobodyWaitsForEverForWhoIsStuck() {
        LargeWrites brief = new LargeWrites(1, Duration.ofMillis(1));
        LargeWrites.Place stuck = brief.place();
        elsewhere(() -> {
                    stuck.grown(LargeWrites.LARGE + 1);
                    return 0;
                })
                .join();

        JsonBinding patient = new JsonBinding(BindingOptions.DEFAULTS, brief);
        assertThat(elsewhere(() -> length(patient, text().get())).join()).isPositive();
    }

    @Test
    void whoIsInterruptedWaitsNoLonger() {
        occupy();

        CompletableFuture<Integer> stillInterrupted = elsewhere(() -> {
            Thread.currentThread().interrupt();
            return length(binding, text().get()) > 0 && Thread.interrupted() ? 1 : 0;
        });

        assertThat(stillInterrupted.join()).isEqualTo(1);
    }

    private void occupy() {
        List<CompletableFuture<Integer>> writes = IntStream.range(0, AT_ONCE)
                .mapToObj(any -> elsewhere(() -> binding.write(text().get(), this::held)))
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

    private static CompletableFuture<Integer> elsewhere(Supplier<Integer> write) {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> result.complete(write.get()), "large write");
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
