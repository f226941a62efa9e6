package org.presencehub.history;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.TestKeys;

/**
 * A server with a presence hub. Immutable.
 *
 * @param url ends with a slash
 */
record PresenceServer(URI url, Tokens tokens) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static PresenceServer of(ServerUnderTest server) {
        return new PresenceServer(server.url(), user -> server.token(user));
    }

    /** One that trusts the key. */
    static PresenceServer trusting(TestKeys key, URI url) {
        return of(ServerUnderTest.running(url, key));
    }

    /** One whose development sign-in gives tokens to anybody. */
    static PresenceServer inDevelopment(HttpClient client, URI url) {
        return new PresenceServer(url, new Remembered(user -> developmentToken(client, url, user)));
    }

    private static String developmentToken(HttpClient client, URI url, String user) {
        String body = "{\"user\":" + Records.quoted(user) + "}";
        HttpResponse<String> answer = send(
                client,
                url,
                HttpRequest.newBuilder(url.resolve("development/token")).POST(BodyPublishers.ofString(body)));
        if (answer.statusCode() != 200) {
            throw new Hindrance(url + " gives nobody a token (" + answer.statusCode()
                    + "): start it in development mode, or name a --key.");
        }
        return Records.parse(answer.body()).getString("token");
    }

    URI hub() {
        return url.resolve(ServerUnderTest.PRESENCE.substring(1));
    }

    /** Makes sure that the hub is there, and takes our tokens. */
    void requireHub(HttpClient client) {
        int status = send(
                        client,
                        url,
                        HttpRequest.newBuilder(URI.create(hub() + "/negotiate?negotiateVersion=1"))
                                .header("Authorization", "Bearer " + tokens.of(Records.unique("visitor")))
                                .POST(BodyPublishers.noBody()))
                .statusCode();
        if (status != 200) {
            boolean refused = status == 401 || status == 403;
            throw new Hindrance(hub() + " answers " + status + ": "
                    + (refused ? "who comes with this token is refused." : "there seems to be no such hub."));
        }
    }

    private static HttpResponse<String> send(HttpClient client, URI url, HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            String why = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
            throw new Hindrance(url + " does not answer: " + why + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Hindrance("This was interrupted.", e);
        }
    }
}
