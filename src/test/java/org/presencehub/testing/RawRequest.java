package org.presencehub.testing;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An HTTP/1.1 request that says exactly what a test wants said, right or wrong. Confined to the thread of its test. */
public final class RawRequest {
    private final URI server;
    private final String method;
    private final String target;
    private final List<String> headers = new ArrayList<>();
    private String host;
    private byte[] body = {};
    private int declared;

    RawRequest(URI server, String method, String path) {
        this.server = server;
        this.method = method;
        this.target = server.getRawPath().replaceAll("/$", "") + path;
        this.host = server.getRawAuthority();
    }

    /** Adds a header; one may be added several times. */
    public RawRequest header(String name, String value) {
        headers.add(name + ": " + value);
        return this;
    }

    /** Replaces the Host header. */
    public RawRequest host(String value) {
        host = value;
        return this;
    }

    public RawRequest bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    public RawRequest origin(String origin) {
        return header("Origin", origin);
    }

    public RawRequest body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    public RawRequest body(byte[] bytes) {
        body = bytes;
        return this;
    }

    /** Declares a longer body than follows, if any does. */
    public RawRequest bodyOf(int length) {
        declared = length;
        return this;
    }

    /** Makes this a WebSocket handshake (RFC 6455 §4.1). */
    public RawRequest upgrade() {
        return header("Upgrade", "websocket")
                .header("Connection", "Upgrade")
                .header("Sec-WebSocket-Version", "13")
                .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    }

    /** Sends the request on a connection of its own and reads the answer to its end. */
    public RawResponse send() {
        try (Line line = connect(0)) {
            line.write(bytes());
            return RawResponse.read(line, method);
        }
    }

    /** Sends the request on a connection of its own, and leaves the answer for later. */
    public HeldRequest start() {
        Line line = connect(0);
        line.write(bytes());
        return new HeldRequest(line, method);
    }

    Line connect(int receiveBuffer) {
        return Line.to(server, receiveBuffer);
    }

    byte[] bytes() {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (headers.stream().noneMatch(header -> header.startsWith("Connection:"))) {
            head.append("Connection: close\r\n");
        }
        if (body.length > 0 || method.equals("POST")) {
            head.append("Content-Length: ")
                    .append(Math.max(declared, body.length))
                    .append("\r\n");
        }
        return Bytes.concat(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1), body);
    }
}
