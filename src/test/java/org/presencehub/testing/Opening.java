package org.presencehub.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A WebSocket about to be opened on a hub. Confined to the thread of its test. */
public final class Opening {
    private final URI server;
    private final String hub;
    private final List<String> query = new ArrayList<>();
    private UnaryOperator<RawRequest> headers = UnaryOperator.identity();
    private byte[] pipelined = {};
    private int receiveBuffer;
    private @Nullable RawResponse answer;

    Opening(URI server, String hub) {
        this.server = server;
        this.hub = hub;
    }

    /** Presents the token as Node and Java clients do. */
    public Opening bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    /** Presents the token as browsers do. */
    public Opening accessToken(String token) {
        return query("access_token", token);
    }

    public Opening header(String name, String value) {
        UnaryOperator<RawRequest> before = headers;
        headers = request -> before.apply(request).header(name, value);
        return this;
    }

    public Opening origin(String origin) {
        return header("Origin", origin);
    }

    /** Replaces the Host header. */
    public Opening host(String host) {
        UnaryOperator<RawRequest> before = headers;
        headers = request -> before.apply(request).host(host);
        return this;
    }

    /** Attaches to a negotiated connection. */
    public Opening id(String connectionToken) {
        return query("id", connectionToken);
    }

    public Opening query(String name, String value) {
        query.add(name + "=" + URLEncoder.encode(value, UTF_8));
        return this;
    }

    /** Sends these frames behind the handshake request, before its answer came. */
    public Opening pipelining(Frame frame) {
        pipelined = frame.masked();
        return this;
    }

    /** Lets the kernel hold few bytes for us, so that whoever stops reading is soon felt by the server. */
    public Opening receiveBuffer(int bytes) {
        receiveBuffer = bytes;
        return this;
    }

    /** Opens the socket; the hub protocol's handshake is still to come. */
    public WireClient open() {
        RawRequest request = request();
        Line line = request.connect(receiveBuffer);
        line.write(Bytes.concat(request.bytes(), pipelined));
        RawResponse read = RawResponse.read(line, "GET");
        answer = read;
        assertThat(read.status()).as("%s", read).isEqualTo(101);
        // RFC 6455 §1.3: the accept value that belongs to the constant key of RawRequest.upgrade.
        assertThat(read.header("Sec-WebSocket-Accept")).contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        return new WireClient(new RawWebSocket(line));
    }

    /** Opens the socket and shakes hands. */
    public WireClient connect() {
        return open().handshake();
    }

    /** How the server has answered to {@link #open()}. */
    public RawResponse answer() {
        return Objects.requireNonNull(answer, "The socket has not been opened.");
    }

    /** Expects to be refused, and answers how. */
    public RawResponse refused() {
        RawResponse refusal = request().send();
        assertThat(refusal.status()).as("%s", refusal).isNotEqualTo(101);
        return refusal;
    }

    private RawRequest request() {
        String path = query.isEmpty() ? hub : hub + "?" + String.join("&", query);
        return headers.apply(new RawRequest(server, "GET", path).upgrade());
    }
}
