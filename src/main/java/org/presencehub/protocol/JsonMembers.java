package org.presencehub.protocol;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a SignalR envelope by their types; as confined as its scanner.
 *
 * <p>What has another type is refused in ASP.NET Core SignalR's own words.
 */
final class JsonMembers {
    private static final String NO_INTEGER =
            "Either the JSON value is not in a supported format, or is out of bounds for an ";

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

    void skip() throws ProtocolException {
        scanner.skip();
    }

    Payload value() throws ProtocolException {
        return scanner.value();
    }

    /** Reads a name that is for people, or that is looked up and may be unknown. */
    String text(String member) throws ProtocolException {
        if (scanner.peek() != '"') {
            throw wrongType("'" + member + "'", "String");
        }
        return scanner.text();
    }

    /** Reads a name by which both sides find something. */
    String string(String member) throws ProtocolException {
        if (scanner.peek() != '"') {
            throw wrongType("'" + member + "'", "String");
        }
        return scanner.string();
    }

    boolean bool(String member) throws ProtocolException {
        byte begin = scanner.peek();
        if (begin != 't' && begin != 'f') {
            throw refused("Expected '" + member + "' to be true or false.");
        }
        scanner.skip();
        return begin == 't';
    }

    int int32(String member) throws ProtocolException {
        if (scanner.peek() == 'n') {
            throw wrongType("'" + member + "'", "Number");
        }
        return requireNonNull(nullableInt32(member));
    }

    @Nullable
    Integer nullableInt32(String member) throws ProtocolException {
        String number = number(member);
        try {
            return number == null ? null : Integer.valueOf(number);
        } catch (NumberFormatException e) {
            throw new ProtocolException(NO_INTEGER + "Int32.");
        }
    }

    @Nullable
    Long nullableInt64(String member) throws ProtocolException {
        String number = number(member);
        try {
            return number == null ? null : Long.valueOf(number);
        } catch (NumberFormatException e) {
            throw new ProtocolException(NO_INTEGER + "Int64.");
        }
    }

    private @Nullable String number(String member) throws ProtocolException {
        switch (scanner.peek()) {
            case '"', '{', '[', 't', 'f' -> throw wrongType("'" + member + "'", "Number");
            case 'n' -> {
                scanner.skip();
                return null;
            }
            default -> {
                return scanner.number();
            }
        }
    }

    /** Steps over texts by name. */
    void skipHeaders(String member) throws ProtocolException {
        if (scanner.peek() != '{') {
            throw wrongType("'" + member + "'", "StartObject");
        }
        scanner.beginObject();
        while (scanner.nextMember()) {
            String name = scanner.name();
            if (scanner.peek() != '"') {
                throw refused(new ProtocolException(
                        expected("header '" + name + "'", "String"), expected("a header", "String")));
            }
            scanner.skip();
        }
    }

    List<String> streamIds(String member) throws ProtocolException {
        beginArray(member);
        List<String> ids = new ArrayList<>();
        while (scanner.nextElement()) {
            HubMessage.requireFewStreams(ids.size() + 1);
            switch (scanner.peek()) {
                case '"' -> ids.add(scanner.string());
                case 'n' -> throw refused("Null value for '" + member + "' is not valid.");
                default -> throw refused("Cannot get the value of a token type '" + tokenType() + "' as a string.");
            }
        }
        return ids;
    }

    Arguments arguments(String member) throws ProtocolException {
        beginArray(member);
        ValuesInPlace values = new ValuesInPlace(scanner.bytes(), Json::new);
        while (scanner.nextElement()) {
            Payload value = scanner.value();
            if (value instanceof Json json) {
                values.add(json.from, json.to);
            } else if (value instanceof Unreadable unreadable) {
                values.add(unreadable);
            }
        }
        return values.arguments();
    }

    private void beginArray(String member) throws ProtocolException {
        if (scanner.peek() != '[') {
            throw wrongType("'" + member + "'", "Array");
        }
        scanner.beginArray();
    }

    private ProtocolException wrongType(String what, String type) throws ProtocolException {
        return refused(expected(what, type));
    }

    private static String expected(String what, String type) {
        return "Expected " + what + " to be of type " + type + ".";
    }

    private ProtocolException refused(String message) throws ProtocolException {
        return refused(new ProtocolException(message));
    }

    /** A value that is not even JSON is refused as such instead. */
    private ProtocolException refused(ProtocolException refusal) throws ProtocolException {
        byte begin = scanner.peek();
        if (begin != '{' && begin != '[') {
            scanner.skip();
        }
        return refusal;
    }

    private String tokenType() throws ProtocolException {
        return switch (scanner.peek()) {
            case '"' -> "String";
            case '[' -> "Array";
            case '{' -> "Object";
            case 't' -> "True";
            case 'f' -> "False";
            case 'n' -> "Null";
            default -> "Number";
        };
    }
}
