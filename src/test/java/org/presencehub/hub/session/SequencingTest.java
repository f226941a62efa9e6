package org.presencehub.hub.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SequencingTest {
    private final Sequencing sequencing = new Sequencing();

    @Test
    void whatComesAgainIsNotNew() {
        assertThat(sequencing.isNew()).isTrue();
        assertThat(sequencing.isNew()).isTrue();

        assertThat(sequencing.restart(1)).isTrue();

        assertThat(sequencing.isNew()).isFalse();
        assertThat(sequencing.isNew()).isFalse();
        assertThat(sequencing.isNew()).isTrue();
    }

    @Test
    void aNumberThatLeavesAGapCannotBe() {
        sequencing.isNew();

        assertThat(sequencing.restart(3)).isFalse();
        assertThat(sequencing.restart(2)).isTrue();
    }

    @Test
    void numbersBelowOneCannotBe() {
        assertThat(sequencing.restart(0)).isFalse();
        assertThat(sequencing.restart(-1)).isFalse();
        assertThat(sequencing.restart(1)).isTrue();
    }

    @Test
    void whatWaitsForItsTurnIsNotAcknowledged() {
        AtomicBoolean waits = new AtomicBoolean(true);
        sequencing.isNew();
        sequencing.isNew();
        sequencing.defer(waits::get);
        sequencing.isNew(); // acted at once

        assertThat(sequencing.due()).hasValue(1);
        assertThat(sequencing.due()).isEmpty();
        waits.set(false);
        assertThat(sequencing.due()).hasValue(3);
    }

    @Test
    void anAcknowledgementIsDueOnceForWhatIsNew() {
        assertThat(sequencing.due()).isEmpty();
        sequencing.isNew();
        sequencing.isNew();

        assertThat(sequencing.due()).hasValue(2);
        assertThat(sequencing.due()).isEmpty();
    }
}
