package org.presencehub.connection.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CapacityTest {
    private static final long MEGABYTE = 1024 * 1024;

    @Test
    void aHeapTakesAsManyConnectionsAsHalfOfItHasRoomFor() {
        assertThat(Capacity.roomIn(512 * MEGABYTE)).isEqualTo(8_192);
        assertThat(Capacity.roomIn(1024 * MEGABYTE)).isEqualTo(16_384);
    }

    @Test
    void noHeapTakesMoreThanAHundredThousandUnlessToldSo() {
        assertThat(Capacity.roomIn(Long.MAX_VALUE)).isEqualTo(100_000);
    }
}
