package org.presencehub.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RemoteLocationTest {
    private static final Duration SHORT = Duration.ofMillis(1600);

    private final CountDownLatch over = new CountDownLatch(1);
    private final KeyServer server = new KeyServer("{}");

    @AfterEach
    void stop() {
        over.countDown();
        server.close();
    }

    @Test
    void bodyIsReadAsUtf8() throws IOException {
        server.publishes("{\"kid\":\"schlüssel\"}");

        assertThat(location().read()).isEqualTo("{\"kid\":\"schlüssel\"}");
    }

    @Test
    void redirectsAreNotFollowed() {
        server.answers(request -> {
            request.getResponseHeaders().set("Location", "/elsewhere");
            KeyServer.text(302, "").to(request);
        });

        assertThatThrownBy(() -> location().read()).hasMessage("status 302 instead of 200");
        assertThat(server.visits).hasValue(1);
    }

    @Test
    void oversizedBodyIsNotReadToItsEnd() {
        server.publishes("x".repeat(KeyLocation.MAX_BYTES + 1));

        assertThatThrownBy(() -> location().read()).hasMessage("more than 1048576 bytes");
    }

    @Test
    @Timeout(10)
    void silentServerIsGivenUp() {
        server.answers(request -> pause());

        assertThatThrownBy(() -> location(SHORT).read()).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    @Timeout(10)
    void tricklingServerIsGivenUp() {
        server.answers(this::trickle);

        assertThatThrownBy(() -> location(SHORT).read())
                .isInstanceOf(IOException.class)
                .hasMessage("too slow");
    }

    private RemoteLocation location() throws IOException {
        return location(Duration.ofSeconds(20));
    }

    private RemoteLocation location(Duration patience) throws IOException {
        return new RemoteLocation(URI.create(server.url()).toURL(), patience);
    }

    private void trickle(HttpExchange request) throws IOException {
        request.sendResponseHeaders(200, 0);
        while (!pause(Duration.ofMillis(50))) {
            request.getResponseBody().write(' ');
            request.getResponseBody().flush();
        }
    }

    private void pause() {
        pause(Duration.ofMinutes(1));
    }

    private boolean pause(Duration time) {
        try {
            return over.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            return true;
        }
    }
}
