package org.presencehub.protocol;

/** The server's answer to a {@link HandshakeRequest}: JSON, whatever protocol follows. */
public final class HandshakeResponse {
    private HandshakeResponse() {}

    public static byte[] success() {
        return new JsonWriter().raw("{}").separated();
    }

    public static byte[] failure(String error) {
        return new JsonWriter().raw("{\"error\":").string(error).raw("}").separated();
    }
}
