package org.presencehub.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitersTest {
    private final Waiters waiters = new Waiters();
    private final List<String> ran = new ArrayList<>();

    @Test
    void whoHasWaitedLongestIsFirstAndWaitsNoMore() {
        waiters.add(() -> ran.add("one"));
        waiters.add(() -> ran.add("two"));
        while (!waiters.isEmpty()) {
            waiters.next().run();
        }
        assertThat(ran).containsExactly("one", "two");
    }

    @Test
    void whoRunsMayWaitAgainBehindTheOthers() {
        waiters.add(() -> waiters.add(() -> ran.add("again")));
        waiters.add(() -> ran.add("two"));
        while (!waiters.isEmpty()) {
            waiters.next().run();
        }
        assertThat(ran).containsExactly("two", "again");
    }

    @Test
    void whoIsForgottenDoesNotRunAndOthersMayWaitAfterwards() {
        waiters.add(() -> ran.add("one"));
        waiters.clear();
        assertThat(waiters.isEmpty()).isTrue();
        waiters.add(() -> ran.add("two"));
        waiters.next().run();
        assertThat(ran).containsExactly("two");
    }

    @Test
    void nobodyIsNextWhereNobodyWaits() {
        assertThat(waiters.isEmpty()).isTrue();
        assertThatIllegalStateException().isThrownBy(waiters::next);
    }
}
