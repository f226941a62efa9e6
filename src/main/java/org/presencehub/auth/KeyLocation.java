package org.presencehub.auth;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.presencehub.work.Printable;

/** Where a text with keys is. Implementations are immutable; reading blocks. */
sealed interface KeyLocation permits KeyLocation.Local, KeyLocation.Resource, RemoteLocation {
    /** The longest that a read may take; looking up a host's name comes on top, which Java cannot limit. */
    int READ_SECONDS = 5;

    int MAX_BYTES = 1024 * 1024;

    /**
     * The place that the text names.
     *
     * @throws IllegalArgumentException if nothing can be there
     */
    static KeyLocation of(String text) {
        String location = text.strip();
        try {
            return switch (scheme(location)) {
                case "http", "https" -> RemoteLocation.of(uri(location));
                case "file" -> new Local(Path.of(uri(location)));
                case "classpath" ->
                    resource(location.substring("classpath:".length()))
                            .orElseThrow(() -> new IllegalArgumentException("there is no such class path resource"));
                default -> localOrResource(location);
            };
        } catch (IllegalArgumentException unusable) { // InvalidPathException is one, too
            throw wrong(location, String.valueOf(unusable.getMessage()));
        }
    }

    String read() throws IOException;

    /** Whether it may come back after being away; one on this machine that cannot be read is a mistake. */
    default boolean remote() {
        return false;
    }

    static IllegalArgumentException wrong(Object location, String reason) {
        return new IllegalArgumentException(KeyOptions.PUBLIC_KEY_LOCATION + " is "
                + Printable.quoted(withoutPassword(location.toString())) + ", but " + reason
                + "; allowed is a file path, a file:, http: or https: URL, or a class path resource, with "
                + KeyFormat.ALLOWED);
    }

    static String text(InputStream in) throws IOException {
        return text(in, () -> true);
    }

    /** Reads at most what keys may take up, and only while there is time. */
    static String text(InputStream in, BooleanSupplier time) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        int length = 0;
        while (length >= 0) {
            text.write(piece, 0, length);
            if (text.size() > MAX_BYTES) {
                throw new IOException("more than " + MAX_BYTES + " bytes");
            }
            if (!time.getAsBoolean()) {
                throw new IOException("too slow");
            }
            length = in.read(piece);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private static String withoutPassword(String location) {
        return location.replaceFirst("//[^/]*@", "//…@");
    }

    private static URI uri(String location) {
        try {
            return new URI(location);
        } catch (URISyntaxException malformed) { // its message repeats the text
            throw new IllegalArgumentException("it is no URL", malformed);
        }
    }

    private static String scheme(String location) {
        int colon = location.indexOf(':');
        return colon < 0 ? "" : location.substring(0, colon).toLowerCase(Locale.ROOT);
    }

    private static KeyLocation localOrResource(String location) {
        Path file = Path.of(location);
        if (Files.exists(file)) {
            return new Local(file);
        }
        return resource(location)
                .orElseThrow(() -> new IllegalArgumentException("there is neither a file "
                        + Printable.quoted(file.toAbsolutePath().toString())
                        + " nor a class path resource of that name"));
    }

    /** The application's class path; on an application server ours is its own, or one of its libraries'. */
    private static Optional<KeyLocation> resource(String name) {
        String relative = name.startsWith("/") ? name.substring(1) : name;
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = context != null ? context : ClassLoader.getSystemClassLoader();
        return Optional.ofNullable(loader.getResource(relative)).map(Resource::new);
    }

    /** A file, read again when keys are missed: a mounted one may be replaced. */
    record Local(Path file) implements KeyLocation {
        @Override
        public String read() throws IOException {
            if (!Files.isRegularFile(file)) { // a pipe would block for ever
                throw new IOException(Files.exists(file) ? "it is no file" : "there is no such file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                return text(in);
            }
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }

    /** Something on the class path. */
    record Resource(URL url) implements KeyLocation {
        @Override
        public String read() throws IOException {
            try (InputStream in = url.openStream()) {
                return text(in);
            }
        }

        @Override
        public String toString() {
            return url.toString();
        }
    }
}
