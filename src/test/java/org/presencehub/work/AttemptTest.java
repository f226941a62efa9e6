package org.presencehub.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.Sneaky;

class AttemptTest {
    private final List<Throwable> failures = new ArrayList<>();
    private final List<String> done = new ArrayList<>();

    @Test
    void whateverOneThrowsThoseBehindItAreRun() {
        Attempt.all(
                List.of(
                        () -> {
                            throw new StackOverflowError("announced");
                        },
                        () -> {
                            throw Sneaky.throwing(new IOException("announced"));
                        },
                        () -> done.add("last")),
                failures::add);
        assertThat(done).containsExactly("last");
        assertThat(failures).hasSize(2);
    }

    @Test
    void alsoIfTheFailureCannotBeSaid() {
        OutOfMemoryError noMemory = new OutOfMemoryError("announced");
        Runnable failing = () -> {
            throw noMemory;
        };
        Attempt.all(List.of(failing, () -> done.add("last")), failure -> {
            throw noMemory;
        });
        assertThat(done).containsExactly("last");
    }
}
