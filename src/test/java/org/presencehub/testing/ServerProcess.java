package org.presencehub.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The server under test as Linux sees it. Immutable. */
public record ServerProcess(String pid) {
    private static final int TICKS_PER_SECOND = 100;
    private static final String ESTABLISHED = "01";

    /** The processor time used so far, by all threads (proc(5), /proc/pid/stat, utime and stime). */
    public Duration cpuTime() {
        String stat = lines(Path.of("/proc", pid, "stat")).get(0);
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        long ticks = Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12));
        return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
    }

    /** Whether the server's end of a TCP connection still stands (proc(5), /proc/net/tcp: local, remote address, state). */
    public static boolean holdsConnection(int serverPort, int clientPort) {
        String end = ":%04X ".formatted(serverPort);
        String peer = ":%04X %s ".formatted(clientPort, ESTABLISHED);
        return lines(Path.of("/proc/net/tcp")).stream().anyMatch(line -> isBetween(line, end, peer))
                || lines(Path.of("/proc/net/tcp6")).stream().anyMatch(line -> isBetween(line, end, peer));
    }

    private static boolean isBetween(String line, String end, String peer) {
        String entry = line.toUpperCase(Locale.ROOT);
        int from = entry.indexOf(end);
        return from >= 0 && entry.indexOf(peer, from) > 0;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
