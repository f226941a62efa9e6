package org.presencehub.testing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * A SignalR client that sends what the test says and shows what came, word for word. Server pings are skipped. Confined to the thread
 * of its test.
 */
public final class WireClient implements AutoCloseable {
    public static final String HANDSHAKE = "{\"protocol\":\"json\",\"version\":1}";
    public static final String PING = "{\"type\":6}";
    public static final String CLOSE = "{\"type\":7}";

    private static final JsonValue CLOSE_TYPE = Json.createValue(7);

    private final RawWebSocket socket;
    private final Queue<String> arrived = new ArrayDeque<>();
    private Duration patience = Line.PATIENCE;
    private int calls;
    private boolean ignoresAcks;

    WireClient(RawWebSocket socket) {
        this.socket = socket;
    }

    /** The socket below, for frames that are no records. */
    public RawWebSocket socket() {
        return socket;
    }

    /** Shakes hands and expects success. */
    public WireClient handshake() {
        return send(HANDSHAKE).expect("{}");
    }

    /** Sends the records in one text frame. */
    public WireClient send(String... records) {
        return sendText(Records.of(records));
    }

    /** Sends a text frame, separators and all as given. */
    public WireClient sendText(String text) {
        socket.send(Frame.text(text));
        return this;
    }

    /** Sends the records in one binary frame, as the Java client does. */
    public WireClient sendBinary(String... records) {
        socket.send(Frame.binary(Records.bytes(records)));
        return this;
    }

    /** Sends a call and reads on to its completion, dropping what comes before. */
    public JsonObject invoke(String target, String... jsonArguments) {
        String id = "call" + ++calls;
        return send(Records.call(id, target, jsonArguments))
                .await(record -> record.getInt("type") == 3
                        && record.getString("invocationId").equals(id));
    }

    /** Binds this connection to the user and reads on to the completion. */
    public WireClient register(String user) {
        assertThat(invoke("RegisterUser", Records.quoted(user))).doesNotContainKey("error");
        return this;
    }

    /** The next record as it stood in the frame, without its separator. */
    public String next() {
        Deadline deadline = new Deadline(patience);
        String record = arrived.poll();
        while (record == null || isIgnored(record)) {
            deadline.check();
            if (arrived.isEmpty()) {
                readFrame();
            }
            record = arrived.poll();
        }
        return record;
    }

    private boolean isIgnored(String record) {
        return record.equals(PING) || (ignoresAcks && record.startsWith("{\"type\":8,"));
    }

    private void readFrame() {
        Frame frame = socket.read();
        assertThat(frame.opcode()).as("opcode of %s", frame).isEqualTo(Frame.TEXT);
        assertThat(frame.text()).as("a frame of whole records").endsWith(Records.SEPARATOR);
        String text = frame.text();
        arrived.addAll(Arrays.asList(text.substring(0, text.length() - 1).split(Records.SEPARATOR, -1)));
    }

    /** Expects these records next, equal as JSON. */
    public WireClient expect(String... records) {
        for (String record : records) {
            assertThat(Records.parse(next())).isEqualTo(Records.parse(record));
        }
        return this;
    }

    /** Reads on until a record fits. */
    public JsonObject await(Predicate<JsonObject> wanted) {
        Deadline deadline = new Deadline(patience);
        JsonObject record = Records.parse(next());
        while (!wanted.test(record)) {
            deadline.check();
            assertThat(record).as("a Close instead of what was awaited").doesNotContainEntry("type", CLOSE_TYPE);
            record = Records.parse(next());
        }
        return record;
    }

    /** Reads on until the server calls this target, and answers the arguments. */
    public JsonArray awaitEvent(String target) {
        return await(record ->
                        record.getInt("type") == 1 && record.getString("target").equals(target))
                .getJsonArray("arguments");
    }

    /** All records up to the end of the socket, however it came. */
    public List<String> drain() {
        List<String> records = new ArrayList<>();
        try {
            while (true) {
                records.add(next());
            }
        } catch (UncheckedIOException | AssertionError end) {
            return records;
        }
    }

    /** Expects a hub Close with an error that the client may recover from, then the end of the socket. */
    public void expectBroken() {
        expect("{\"type\":7,\"error\":\"Connection closed with an error.\",\"allowReconnect\":true}");
        expectClose(1000);
    }

    /** Expects no further record, and the socket to end with this code. */
    public void expectClose(int code) {
        assertThat(arrived).isEmpty();
        assertThat(socket.closeCode()).isEqualTo(code);
    }

    /** Expects that a call is still answered. */
    public WireClient expectAlive() {
        assertThat(invoke("NoSuchMethod").getString("error")).endsWith("HubException: Method does not exist.");
        return this;
    }

    /** Skips what the server acknowledges, which it does once a second. */
    public WireClient ignoringAcks() {
        ignoresAcks = true;
        return this;
    }

    /** How long to wait for what is awaited, whatever else comes meanwhile. */
    public WireClient patience(Duration patience) {
        this.patience = patience;
        socket.patience(patience);
        return this;
    }

    /** Hangs up without a word. */
    @Override
    public void close() {
        socket.close();
    }
}
