package org.presencehub.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.presencehub.auth.TokenRefusedException.Reason;

class LocatedKeysTest {
    private static final String OLD = Forge.jwks(Forge.jwk(Forge.RSA, "old"));
    private static final String BOTH = Forge.jwks(Forge.jwk(Forge.RSA, "old"), Forge.jwk(Forge.OTHER_RSA, "new"));
    private static final String NEW = Forge.jwks(Forge.jwk(Forge.OTHER_RSA, "new"));

    private final SettableClock clock = new SettableClock();
    private final KeyServer issuer = new KeyServer(OLD);

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void fileIsReadByPathAndByUrl() throws IOException, TokenRefusedException {
        Path file = Files.writeString(directory.resolve("public.pem"), Forge.pem(Forge.RSA.getPublic()));

        for (String location : List.of(file.toString(), file.toUri().toString())) {
            TokenVerifier verifier = verifier(location);
            assertThat(verifier.ready()).isTrue();
            assertThat(verifier.verify(token(Forge.RSA, "any")).userId()).isEqualTo("anna");
        }
    }

    @Test
    void classPathResourceIsReadWithAndWithoutItsPrefix() throws IOException, TokenRefusedException {
        Files.writeString(directory.resolve("public.pem"), Forge.pem(Forge.RSA.getPublic()));
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            for (String location : List.of("public.pem", "/public.pem", "classpath:public.pem")) {
                assertThat(verifier(location).verify(token(Forge.RSA, "any")).userId())
                        .as(location)
                        .isEqualTo("anna");
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void missingFileStopsTheStart() {
        assertThatThrownBy(() -> verifier("keys/none.pem"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mp.jwt.verify.publickey.location is 'keys/none.pem', but there is neither a file '"
                        + Path.of("keys/none.pem").toAbsolutePath()
                        + "' nor a class path resource of that name; allowed is a file path, a file:, http: or https: URL,"
                        + " or a class path resource, with " + KeyFormat.ALLOWED);
        assertThatThrownBy(() -> verifier("file:///keys/none.pem"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'/keys/none.pem', but there is no such file; allowed is");
        assertThatThrownBy(() -> verifier("classpath:none.pem"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'classpath:none.pem', but there is no such class path resource; allowed is");
    }

    @Test
    void fileWithoutAKeyStopsTheStart() throws IOException {
        Path file = Files.writeString(directory.resolve("public.pem"), "hello");

        assertThatThrownBy(() -> verifier(file.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mp.jwt.verify.publickey.location is '" + file
                        + "', but it is not an RSA or EC public key; allowed is a file path, a"
                        + " file:, http: or https: URL, or a class path resource, with " + KeyFormat.ALLOWED);
        assertThatThrownBy(() -> verifier(directory.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("but it is no file; allowed is");
    }

    @Test
    void addressThatCannotBeOneStopsTheStartAndKeepsItsPassword() {
        assertThatThrownBy(() -> verifier("http://user:pass@issuer.test/keys"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "'http://…@issuer.test/keys', but a user or password in it would get into the log;")
                .hasMessageNotContaining("pass@");
        assertThatThrownBy(() -> verifier("http:///keys")).hasMessageContaining("but it names no host;");
        assertThatThrownBy(() -> verifier("https://a b/")).hasMessageContaining("but it is no URL;");
    }

    @Test
    void addressIsNotVisitedBeforeItIsNeeded() throws TokenRefusedException {
        TokenVerifier verifier = verifier(issuer.url());
        assertThat(verifier.ready()).isFalse();
        assertThat(issuer.visits).hasValue(0);

        assertThat(verifier.verify(token(Forge.RSA, "old")).userId()).isEqualTo("anna");
        verifier.verify(token(Forge.RSA, "old"));
        assertThat(verifier.ready()).isTrue();
        assertThat(issuer.visits).hasValue(1);
    }

    @Test
    void refreshMakesReady() {
        TokenVerifier verifier = verifier(issuer.url());

        verifier.refresh();
        verifier.refresh();

        assertThat(verifier.ready()).isTrue();
        assertThat(issuer.visits).hasValue(1);
    }

    @Test
    void unreachableIssuerRefusesUntilItIsBack() throws TokenRefusedException {
        int port = issuer.port();
        issuer.close();
        TokenVerifier verifier = verifier("http://127.0.0.1:" + port + "/keys");
        verifier.refresh();
        assertThat(verifier.ready()).isFalse();
        assertThat(Refusal.of(verifier, token(Forge.RSA, "old")))
                .isEqualTo(new Refusal(
                        Reason.KEYS_UNREACHABLE,
                        "keys unreachable: 'http://127.0.0.1:" + port
                                + "/keys': ConnectException: Connection refused (mp.jwt.verify.publickey.location)"));

        try (KeyServer back = new KeyServer(OLD, port)) {
            clock.advance(Duration.ofSeconds(1));
            assertThat(verifier.verify(token(Forge.RSA, "old")).userId()).isEqualTo("anna");
            assertThat(back.visits).hasValue(1);
        }
    }

    @Test
    void failureIsLoggedWithTheNextTry() {
        issuer.answers(KeyServer.text(503, "later"));
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getLevel() + " " + line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger("org.presencehub.auth");
        log.addHandler(handler);
        try {
            verifier(issuer.url()).refresh();
        } finally {
            log.removeHandler(handler);
        }

        assertThat(lines)
                .containsExactly(
                        "WARNING Keys unreachable: " + issuer.url() + ": status 503 instead of 200; all tokens are"
                                + " refused, next try in 1 s (mp.jwt.verify.publickey.location)");
    }

    @Test
    void retriesBackOffToOnceAMinute() {
        issuer.answers(KeyServer.text(503, "later"));
        TokenVerifier verifier = verifier(issuer.url());

        IntStream.range(0, 600).forEach(second -> {
            verifier.refresh();
            assertThat(Refusal.of(verifier, token(Forge.RSA, "old")).message()).contains("status 503 instead of 200");
            clock.advance(Duration.ofSeconds(1));
        });

        assertThat(issuer.visits).hasValue(6 + 9); // 0, 1, 3, 7, 15, 31 s, then each minute from 91 s to 571 s
    }

    @Test
    void newKeyIsFoundByTheFirstTokenThatNamesIt() throws TokenRefusedException {
        TokenVerifier verifier = verifier(issuer.url());
        verifier.refresh();
        issuer.publishes(BOTH);
        clock.advance(Duration.ofSeconds(10));

        assertThat(verifier.verify(token(Forge.OTHER_RSA, "new")).userId()).isEqualTo("anna");
        assertThat(verifier.verify(token(Forge.RSA, "old")).userId()).isEqualTo("anna");
        assertThat(issuer.visits).hasValue(2);
    }

    @Test
    void madeUpKeyIdsCauseOneReadInTenSeconds() {
        TokenVerifier verifier = verifier(issuer.url());
        verifier.refresh();

        IntStream.range(0, 300).forEach(tenth -> {
            assertThat(Refusal.of(verifier, token(Forge.OTHER_RSA, "k" + tenth)).message())
                    .isEqualTo("key id 'k" + tenth + "' unknown among ['old'] (mp.jwt.verify.publickey.location)");
            clock.advance(Duration.ofMillis(100));
        });

        assertThat(issuer.visits).hasValue(3);
    }

    @Test
    void algorithmsThatAreNeverAcceptedCauseNoRead() {
        TokenVerifier verifier = verifier(issuer.url());
        verifier.refresh();
        clock.advance(Duration.ofSeconds(10));

        Refusal.of(verifier, Forge.hs256(new byte[32], Forge.header("HS256", "k"), Forge.json(Forge.claims(clock))));

        assertThat(issuer.visits).hasValue(1);
    }

    @Test
    void removedKeyIsRefusedAfterTheNextRead() {
        issuer.publishes(BOTH);
        TokenVerifier verifier = verifier(issuer.url());
        verifier.refresh();
        issuer.publishes(NEW);

        clock.advance(Duration.ofMinutes(5));
        verifier.refresh();

        assertThat(Refusal.of(verifier, token(Forge.RSA, "old")).message())
                .startsWith("key id 'old' unknown among ['new']");
    }

    @Test
    void keysThatWereReadOutliveAnOutage() throws TokenRefusedException {
        TokenVerifier verifier = verifier(issuer.url());
        verifier.refresh();
        issuer.answers(KeyServer.text(200, "<html>maintenance</html>"));
        clock.advance(Duration.ofHours(3));
        verifier.refresh();

        assertThat(verifier.ready()).isTrue();
        assertThat(verifier.verify(token(Forge.RSA, "old")).userId()).isEqualTo("anna");
    }

    @Test
    void replacedFileIsReadAgain() throws IOException, TokenRefusedException {
        Path file = Files.writeString(directory.resolve("keys.json"), OLD);
        TokenVerifier verifier = verifier(file.toString());
        Files.writeString(file, NEW);
        clock.advance(Duration.ofSeconds(10));

        assertThat(verifier.verify(token(Forge.OTHER_RSA, "new")).userId()).isEqualTo("anna");
        assertThat(Refusal.of(verifier, token(Forge.RSA, "old")).reason()).isEqualTo(Reason.UNKNOWN_KEY);
    }

    @Test
    void clockSetBackDoesNotPutOffReading() {
        TokenVerifier verifier = verifier(issuer.url());
        verifier.refresh();
        clock.advance(Duration.ofDays(-1));
        verifier.refresh();

        assertThat(issuer.visits).hasValue(2);
    }

    @Test
    void onlyFewCallersWaitForAReadAndKnownKeysNeverDo()
            throws TokenRefusedException, InterruptedException, ExecutionException, TimeoutException {
        TokenVerifier verifier = verifier(issuer.url());
        verifier.refresh();
        CountDownLatch published = new CountDownLatch(1);
        issuer.answers(request -> {
            awaitQuietly(published);
            KeyServer.text(200, BOTH).to(request);
        });
        clock.advance(Duration.ofSeconds(10));
        String token = token(Forge.OTHER_RSA, "new");
        List<CompletableFuture<String>> callers = IntStream.range(0, 30)
                .mapToObj(any ->
                        CompletableFuture.supplyAsync(() -> outcome(verifier, token), task -> new Thread(task).start()))
                .toList();

        await().until(() -> callers.stream().filter(CompletableFuture::isDone).count() >= 30 - 1 - 8);
        assertThat(verifier.verify(token(Forge.RSA, "old")).userId()).isEqualTo("anna");
        assertThat(callers).anyMatch(caller -> !caller.isDone());
        published.countDown();
        CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new)).get(5, TimeUnit.SECONDS);

        assertThat(callers).extracting(CompletableFuture::get).contains("anna").contains("UNKNOWN_KEY");
        assertThat(issuer.visits).hasValue(2);
    }

    private static String outcome(TokenVerifier verifier, String token) {
        try {
            return verifier.verify(token).userId();
        } catch (TokenRefusedException refused) {
            return refused.reason().name();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private TokenVerifier verifier(String location) {
        return TokenVerifier.of(
                AuthOptions.DEFAULTS.withKeys(KeyOptions.DEFAULTS.withPublicKeyLocation(location)), clock);
    }

    private String token(KeyPair pair, String keyId) {
        return Forge.rs256(pair, Forge.header("RS256", keyId), Forge.json(Forge.claims(clock)));
    }
}
