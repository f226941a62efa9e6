package org.presencehub.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The server under test as Linux sees it. Immutable. */
public record ServerProcess(String pid) {
    private static final int TICKS_PER_SECOND = 100;
    private static final String ESTABLISHED = "01";
    private static final String LISTEN = "0A";

    /** The processor time used so far, by all threads (proc(5), /proc/pid/stat, utime and stime). */
    public Duration cpuTime() {
        String stat = lines(Path.of("/proc", pid, "stat")).get(0);
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        long ticks = Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12));
        return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
    }

    /** How many threads it has (proc(5), /proc/pid/status). */
    public int threads() {
        return lines(Path.of("/proc", pid, "status")).stream()
                .filter(line -> line.startsWith("Threads:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring("Threads:".length()).strip()))
                .findFirst()
                .orElseThrow();
    }

    /**
     * How many bytes the kernel holds at the server's end of a TCP connection, nothing once that end is gone (proc(5), /proc/net/tcp:
     * local and remote address, state, tx_queue).
     */
    public static OptionalLong unsentBytes(int serverPort, int clientPort) {
        Pattern entry = Pattern.compile(
                ":%04X [0-9A-F]+:%04X %s ([0-9A-F]{8}):".formatted(serverPort, clientPort, ESTABLISHED));
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(file -> lines(Path.of(file)).stream())
                .map(entry::matcher)
                .filter(Matcher::find)
                .mapToLong(found -> Long.parseLong(found.group(1), 16))
                .findFirst();
    }

    /** The local addresses on which it waits for connections, as the kernel writes them: {@code 0100007F:1F90}. */
    public List<String> listening() {
        Set<String> own = inodes();
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(file -> lines(Path.of(file)).stream().skip(1))
                .map(line -> List.of(line.strip().split("\\s+", -1)))
                .filter(fields -> fields.get(3).equals(LISTEN) && own.contains(fields.get(9)))
                .map(fields -> fields.get(1))
                .toList();
    }

    private Set<String> inodes() {
        try (Stream<Path> files = Files.list(Path.of("/proc", pid, "fd"))) {
            return files.map(ServerProcess::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring(8, target.length() - 1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) { // closed meanwhile
            return "";
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
