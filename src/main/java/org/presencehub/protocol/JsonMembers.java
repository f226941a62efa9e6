package org.presencehub.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads member values of the types that SignalR's envelopes know, refusing others in ASP.NET Core SignalR's words; as confined as its scanner. */
final class JsonMembers {
    private static final String NUMBER_ERROR =
            "Either the JSON value is not in a supported format, or is out of bounds for an Int";

    private final JsonScanner scanner;

    JsonMembers(JsonScanner scanner) {
        this.scanner = scanner;
    }

    /** Enters the object that every record is. */
    void begin() throws ProtocolException {
        if (scanner.peek() != '{') {
            throw refused("Unexpected JSON Token Type '" + tokenType() + "'. Expected a JSON Object.");
        }
        scanner.beginObject();
    }

    boolean next() throws ProtocolException {
        return scanner.nextMember();
    }

    String name() throws ProtocolException {
        return scanner.name();
    }

    Json value() throws ProtocolException {
        return scanner.value();
    }

    void skip() throws ProtocolException {
        scanner.skip();
    }

    String string(String member) throws ProtocolException {
        expect('"', "'" + member + "'", "String");
        return scanner.string();
    }

    @Nullable
    Integer int32(String member) throws ProtocolException {
        String digits = number(member);
        try {
            return digits == null ? null : Integer.valueOf(digits);
        } catch (NumberFormatException e) {
            throw new ProtocolException(NUMBER_ERROR + "32.");
        }
    }

    @Nullable
    Long int64(String member) throws ProtocolException {
        String digits = number(member);
        try {
            return digits == null ? null : Long.valueOf(digits);
        } catch (NumberFormatException e) {
            throw new ProtocolException(NUMBER_ERROR + "64.");
        }
    }

    private @Nullable String number(String member) throws ProtocolException {
        return switch (scanner.peek()) {
            case 'n' -> {
                scanner.skip();
                yield null;
            }
            case '"', '{', '[', 't', 'f' -> throw refused("Expected '" + member + "' to be of type Number.");
            default -> scanner.number();
        };
    }

    boolean bool(String member) throws ProtocolException {
        boolean value = scanner.peek() == 't';
        if (!value && scanner.peek() != 'f') {
            throw refused("Expected '" + member + "' to be true or false.");
        }
        scanner.skip();
        return value;
    }

    Map<String, String> headers(String member) throws ProtocolException {
        expect('{', "'" + member + "'", "StartObject");
        Map<String, String> headers = new LinkedHashMap<>();
        scanner.beginObject();
        while (scanner.nextMember()) {
            String name = scanner.name();
            expect('"', "header '" + name + "'", "String");
            headers.put(name, scanner.string());
        }
        return headers;
    }

    List<String> strings(String member) throws ProtocolException {
        expect('[', "'" + member + "'", "Array");
        List<String> strings = new ArrayList<>();
        scanner.beginArray();
        while (scanner.nextElement()) {
            if (scanner.peek() == 'n') {
                throw refused("Null value for '" + member + "' is not valid.");
            }
            if (scanner.peek() != '"') {
                throw refused("Cannot get the value of a token type '" + tokenType() + "' as a string.");
            }
            strings.add(scanner.string());
        }
        return strings;
    }

    Arguments arguments(String member) throws ProtocolException {
        expect('[', "'" + member + "'", "Array");
        int[] bounds = new int[8];
        int length = 0;
        scanner.beginArray();
        while (scanner.nextElement()) {
            Json value = scanner.value();
            if (length == bounds.length) {
                bounds = Arrays.copyOf(bounds, 2 * length);
            }
            bounds[length++] = value.from;
            bounds[length++] = value.to;
        }
        return scanner.arguments(Arrays.copyOf(bounds, length));
    }

    private void expect(char begin, String what, String type) throws ProtocolException {
        if (scanner.peek() != begin) {
            throw refused("Expected " + what + " to be of type " + type + ".");
        }
    }

    /** Bad JSON comes before a value of the wrong type: a scalar is read first. */
    private ProtocolException refused(String message) throws ProtocolException {
        byte begin = scanner.peek();
        if (begin != '{' && begin != '[') {
            scanner.skip();
        }
        return new ProtocolException(message);
    }

    private String tokenType() throws ProtocolException {
        return switch (scanner.peek()) {
            case '"' -> "String";
            case '[' -> "Array";
            case 'n' -> "Null";
            case 't' -> "True";
            case 'f' -> "False";
            default -> "Number";
        };
    }
}
