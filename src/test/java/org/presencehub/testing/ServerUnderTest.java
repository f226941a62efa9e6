package org.presencehub.testing;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The one running server that all wire tests share: where it is, who may enter, where it logs. Thread-safe. */
public final class ServerUnderTest {
    public static final String PRESENCE = "/hubs/presence";
    public static final String LATCH = "/signalrhub";

    private static final Path KEYS = Path.of("target", "test-keys").toAbsolutePath();

    private final URI url;
    private final TestKeys keys;
    private final Optional<ServerLog> log;
    private final Optional<ServerProcess> process;
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    private ServerUnderTest(URI url, TestKeys keys, Optional<ServerLog> log, Optional<ServerProcess> process) {
        this.url = url;
        this.keys = keys;
        this.log = log;
        this.process = process;
    }

    /** The server that {@code presencehub.url} names, or else a WildFly that is started now and ends with this JVM. */
    static ServerUnderTest shared() {
        return property("presencehub.url").isPresent() ? running() : started();
    }

    private static ServerUnderTest started() {
        TestKeys keys = TestKeys.in(KEYS);
        WildFlyServer server = WildFlyServer.launch("shared")
                .with(
                        "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                        KEYS.resolve("public.pem").toString())
                .with("MP_JWT_VERIFY_ISSUER", TokenDraft.ISSUER)
                .with("MP_JWT_VERIFY_AUDIENCES", TokenDraft.AUDIENCE)
                .with("PRESENCEHUB_DEVELOPMENT", "true")
                .with("PRESENCEHUB_OPEN_HUBS", TestWar.OPEN_HUBS)
                .withAccessLog()
                .withLogLevel("DEBUG")
                .start();
        return at(server, keys);
    }

    /** A server whose hubs are open. */
    public static ServerUnderTest at(WildFlyServer server) {
        return at(server, TestKeys.in(KEYS));
    }

    private static ServerUnderTest at(WildFlyServer server, TestKeys keys) {
        return new ServerUnderTest(
                server.url(),
                keys,
                Optional.of(new ServerLog(server.logFiles())),
                Optional.of(new ServerProcess(server.pid())));
    }

    /** A server that somebody else started, of which nothing else is known. */
    public static ServerUnderTest running(URI url, TestKeys keys) {
        return new ServerUnderTest(url, keys, Optional.empty(), Optional.empty());
    }

    /** The same server, reached by way of another address. */
    public ServerUnderTest through(URI proxy) {
        return new ServerUnderTest(proxy, keys, log, process);
    }

    /** A server that somebody else started, as {@code presencehub.url}, {@code .test.key}, {@code .test.log} and {@code .test.pid} say. */
    static ServerUnderTest running() {
        TestKeys keys = property("presencehub.test.key")
                .map(file -> TestKeys.read(Path.of(file)))
                .orElseGet(() -> TestKeys.in(KEYS));
        return new ServerUnderTest(
                URI.create(property("presencehub.url").orElse("http://127.0.0.1:8080/")),
                keys,
                property("presencehub.test.log").map(ServerLog::of),
                property("presencehub.test.pid").map(ServerProcess::new));
    }

    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isBlank());
    }

    public URI url() {
        return url;
    }

    /** The public half of the key that signs our tokens. */
    public TestKeys keys() {
        return keys;
    }

    /** A token for this user that the server accepts; the same one each time. */
    public String token(String user, String... roles) {
        return tokens.computeIfAbsent(
                user + List.of(roles), any -> draft(user, roles).signed());
    }

    /** A token that a test may spoil. */
    public TokenDraft draft(String user, String... roles) {
        return new TokenDraft(keys, secrets::add, user, List.of(roles));
    }

    public RawRequest get(String path) {
        return request("GET", path);
    }

    public RawRequest post(String path) {
        return request("POST", path);
    }

    public RawRequest delete(String path) {
        return request("DELETE", path);
    }

    public RawRequest request(String method, String path) {
        return new RawRequest(url, method, path);
    }

    /** A connection on which this was written, as it stands, whatever becomes of it. */
    public HeldRequest line(String text, int receiveBuffer) {
        Line line = Line.to(url, receiveBuffer);
        line.write(text.getBytes(StandardCharsets.ISO_8859_1));
        return new HeldRequest(line, "GET");
    }

    /** A negotiation, version 1, about to be sent. */
    public RawRequest negotiation(String hub, String user) {
        return post(hub + "/negotiate?negotiateVersion=1").bearer(token(user));
    }

    /** Negotiates for this user. */
    public Negotiated negotiate(String hub, String user) {
        return negotiated(negotiation(hub, user));
    }

    /** Negotiates for nobody, where the hub is open. */
    public Negotiated negotiate(String hub) {
        return negotiated(post(hub + "/negotiate?negotiateVersion=1"));
    }

    private Negotiated negotiated(RawRequest negotiation) {
        var answer = negotiation.send().json();
        String connectionToken = answer.getString("connectionToken");
        secrets.add(connectionToken);
        return new Negotiated(answer.getString("connectionId"), connectionToken);
    }

    /** A WebSocket without token or id, about to be opened. */
    public Opening opening(String hub) {
        return new Opening(url, hub);
    }

    /** A WebSocket for this user that skips negotiation, about to be opened. */
    public Opening opening(String hub, String user) {
        return opening(hub).bearer(token(user));
    }

    /** What the server logged, if we know where. */
    public Optional<ServerLog> log() {
        return log;
    }

    /** The server's process, if we know it. */
    public Optional<ServerProcess> process() {
        return process;
    }

    /** Every token and connection token that was used so far. */
    public Set<String> secrets() {
        return Set.copyOf(secrets);
    }
}
