package org.presencehub.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A program outside this JVM; it ends when it is told to, and with the JVM at the latest. Thread-safe. */
final class ExternalProgram {
    static final Duration LONGEST_START = Duration.ofMinutes(4);
    private static final int LONGEST_END_IN_SECONDS = 20;

    /** The start page leads to the console. */
    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    private final Process process;
    private final Path output;

    private ExternalProgram(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts a program whose output goes to a file. */
    static ExternalProgram start(List<String> command, Map<String, String> environment, Path output) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Files.createDirectories(output.getParent())
                            .resolve(output.getFileName())
                            .toFile());
            builder.environment().putAll(environment);
            ExternalProgram program = new ExternalProgram(builder.start(), output);
            Runtime.getRuntime().addShutdownHook(new Thread(program::stop, "end of " + command.get(0)));
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Java program that runs these tests, to run others. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A port that nobody had a moment ago. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the page is there; a check that throws ends the wait. */
    void awaitAnswer(URI page, Runnable check) {
        Awaitility.await("an answer from " + page)
                .atMost(LONGEST_START)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("It ended before it answered; " + output + " says why.");
                    }
                    check.run();
                    return answers(page);
                });
    }

    private static boolean answers(URI page) throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(10)).build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The process itself, and those that it started. */
    Stream<ProcessHandle> family() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    /** Waits until it ends by itself, but not longer than this, and answers its exit code. */
    int awaitEnd(Duration longest) {
        try {
            if (!process.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
                stop();
            }
            return process.waitFor();
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** Asks it to end, waits, and ends by force what is left of it. */
    void stop() {
        List<ProcessHandle> family = family().toList();
        process.destroy();
        try {
            process.waitFor(LONGEST_END_IN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        family.forEach(ProcessHandle::destroyForcibly);
    }
}
