package org.presencehub.binding;

/** Finds its way through JSON that a provider wrote, which is right. Stateless. */
final class JsonText {
    private JsonText() {}

    /** {@return where the value or name that begins there ends} */
    static int endOfValue(String json, int begin) {
        int depth = 0;
        int at = begin;
        do {
            switch (json.charAt(at)) {
                case '"' -> at = endOfString(json, at);
                case '[', '{' -> {
                    depth++;
                    at++;
                }
                case ']', '}' -> {
                    depth--;
                    at++;
                }
                case ',', ':' -> at++;
                default -> at = endOfScalar(json, at);
            }
        } while (depth > 0);
        return at;
    }

    private static int endOfString(String json, int begin) {
        int at = begin + 1;
        while (json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private static int endOfScalar(String json, int begin) {
        int at = begin;
        while (at < json.length() && ",]}".indexOf(json.charAt(at)) < 0) {
            at++;
        }
        return at;
    }
}
