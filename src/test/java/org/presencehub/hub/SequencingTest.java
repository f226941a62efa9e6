package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;

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
    void anAcknowledgementIsDueOnceForWhatIsNew() {
        assertThat(sequencing.due()).isEmpty();
        sequencing.isNew();
        sequencing.isNew();

        assertThat(sequencing.due()).hasValue(2);
        assertThat(sequencing.due()).isEmpty();
    }
}
