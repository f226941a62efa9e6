package org.presencehub.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An HTTP answer as it stood on the wire; a chunked body is put together. Immutable. */
public record RawResponse(String statusLine, List<String> headers, String body) {
    public RawResponse {
        headers = List.copyOf(headers);
    }

    static RawResponse read(Line line, String method) {
        List<String> head = Arrays.asList(line.readHead().split("\r\n", -1));
        RawResponse bare = new RawResponse(head.get(0), head.subList(1, head.size() - 2), "");
        boolean bodiless = method.equals("HEAD") || List.of(101, 204, 304).contains(bare.status());
        return bodiless ? bare : new RawResponse(bare.statusLine, bare.headers, new String(body(line, bare), UTF_8));
    }

    public int status() {
        return Integer.parseInt(statusLine.substring(9, 12));
    }

    public Optional<String> header(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return headers.stream()
                .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(start))
                .map(header -> header.substring(start.length()).strip())
                .findFirst();
    }

    public JsonObject json() {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        }
    }

    private static byte[] body(Line line, RawResponse head) {
        if (head.header("Transfer-Encoding").equals(Optional.of("chunked"))) {
            return chunks(line);
        }
        return head.header("Content-Length")
                .map(length -> line.read(Integer.parseInt(length)))
                .orElseGet(line::readToEnd);
    }

    private static byte[] chunks(Line line) {
        StringBuilder body = new StringBuilder();
        while (true) {
            int size = Integer.parseInt(readLine(line), 16);
            body.append(new String(line.read(size), ISO_8859_1));
            readLine(line);
            if (size == 0) {
                return body.toString().getBytes(ISO_8859_1);
            }
        }
    }

    private static String readLine(Line line) {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n") < 0) {
            text.append(new String(line.read(1), ISO_8859_1));
        }
        return text.substring(0, text.length() - 2);
    }
}
