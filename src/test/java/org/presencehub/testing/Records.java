package org.presencehub.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Writes and reads hub messages as text, each ended by the record separator (HubProtocol.md, JSON encoding). Stateless. */
public final class Records {
    public static final String SEPARATOR = "\u001e";

    private Records() {}

    /** The records in one text, each with its separator. */
    public static String of(String... records) {
        return Arrays.stream(records).map(record -> record + SEPARATOR).collect(Collectors.joining());
    }

    public static byte[] bytes(String... records) {
        return of(records).getBytes(UTF_8);
    }

    /** An invocation that wants an answer. */
    public static String call(String id, String target, String... jsonArguments) {
        return "{\"type\":1,\"invocationId\":\"" + id + "\",\"target\":\"" + target + "\",\"arguments\":"
                + List.of(jsonArguments) + "}";
    }

    /** An invocation that wants none; and what the server sends when it calls a client. */
    public static String event(String target, String... jsonArguments) {
        return "{\"type\":1,\"target\":\"" + target + "\",\"arguments\":" + List.of(jsonArguments) + "}";
    }

    /** The answer to a call of a method without result. */
    public static String done(String id) {
        return "{\"type\":3,\"invocationId\":\"" + id + "\",\"result\":null}";
    }

    public static String failed(String id, String error) {
        return "{\"type\":3,\"invocationId\":\"" + id + "\",\"error\":" + quoted(error) + "}";
    }

    public static String quoted(String text) {
        return Json.createValue(text).toString();
    }

    /** A call of so many bytes, separator included, whose payload is padding. */
    public static String callOfSize(int bytes, String id, String target, String... firstArguments) {
        String[] arguments = Arrays.copyOf(firstArguments, firstArguments.length + 1);
        arguments[firstArguments.length] = "\"\"";
        int padding = bytes - bytes(call(id, target, arguments)).length;
        arguments[firstArguments.length] = quoted("x".repeat(padding));
        return call(id, target, arguments);
    }

    public static JsonObject parse(String record) {
        return value(record).asJsonObject();
    }

    public static JsonValue value(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readValue();
        }
    }

    /** A user id that no other test uses. */
    public static String unique(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
