package org.presencehub.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How many users came online in the last minutes. Thread-safe. */
final class JoinRate {
    private static final Duration SLOT = Duration.ofSeconds(5);
    private static final int SLOTS = 60;
    private static final int SLOTS_OF_A_MINUTE = (int) Duration.ofMinutes(1).dividedBy(SLOT);

    private final int[] counts = new int[SLOTS];
    private long newest;

    synchronized void joined(Instant time) {
        long slot = slot(time);
        advanceTo(slot);
        if (slot > newest - SLOTS) {
            counts[index(slot)]++;
        }
    }

    synchronized ConsoleView.Joins at(Instant now) {
        advanceTo(slot(now));
        List<Integer> slots = new ArrayList<>(SLOTS);
        for (long slot = newest - SLOTS + 1; slot <= newest; slot++) {
            slots.add(counts[index(slot)]);
        }
        int lastMinute = slots.subList(SLOTS - SLOTS_OF_A_MINUTE, SLOTS).stream()
                .mapToInt(Integer::intValue)
                .sum();
        return new ConsoleView.Joins(lastMinute, (int) SLOT.toSeconds(), slots);
    }

    /** Empties the slots that time has passed into; a clock that was set back is waited for. */
    private void advanceTo(long slot) {
        if (slot - newest >= SLOTS) {
            Arrays.fill(counts, 0);
            newest = slot;
        }
        while (newest < slot) {
            newest++;
            counts[index(newest)] = 0;
        }
    }

    private static long slot(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), SLOT.toSeconds());
    }

    private static int index(long slot) {
        return (int) Math.floorMod(slot, (long) SLOTS);
    }
}
