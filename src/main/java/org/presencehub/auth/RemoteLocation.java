package org.presencehub.auth;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;

/**
 * A JWKS or PEM at an HTTP address. Immutable.
 *
 * <p>{@link HttpURLConnection} on purpose: it works on the calling thread, while the newer client starts threads that an
 * application could not end at undeployment before Java 21.
 *
 * @param patience how long a whole read may take: no read of the socket begins in its second half, and none takes longer
 *     than half of it
 */
record RemoteLocation(URL url, Duration patience) implements KeyLocation {
    static RemoteLocation of(URI uri) {
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("it names no host");
        }
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException("a user or password in it would get into the log");
        }
        try {
            return new RemoteLocation(uri.toURL(), Duration.ofSeconds(READ_SECONDS));
        } catch (MalformedURLException odd) {
            throw new IllegalArgumentException("it is no URL", odd);
        }
    }

    @Override
    public String read() throws IOException {
        long start = System.nanoTime();
        if (!(url.openConnection() instanceof HttpURLConnection connection)) {
            throw new IOException("it is not HTTP");
        }
        try {
            connection.setConnectTimeout((int) patience.toMillis() / 4);
            connection.setReadTimeout((int) patience.toMillis() / 2);
            connection.setInstanceFollowRedirects(false); // else whoever can redirect chooses the keys
            connection.setUseCaches(false);
            connection.setRequestProperty("Accept", "application/jwk-set+json, application/json, */*");
            return body(connection, start);
        } finally {
            connection.disconnect();
        }
    }

    @Override
    public boolean remote() {
        return true;
    }

    @Override
    public String toString() {
        return url.toString();
    }

    private String body(HttpURLConnection connection, long start) throws IOException {
        int status = connection.getResponseCode();
        if (status != HttpURLConnection.HTTP_OK) {
            throw new IOException("status " + status + " instead of 200");
        }
        try (InputStream in = connection.getInputStream()) {
            return KeyLocation.text(in, () -> System.nanoTime() - start < patience.toNanos() / 2);
        }
    }
}
