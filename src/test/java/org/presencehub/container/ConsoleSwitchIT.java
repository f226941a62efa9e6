package org.presencehub.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code presencehub.console=false} takes away the page and its hub, and nothing that applications use. */
@ExtendWith(ArquillianExtension.class)
public class ConsoleSwitchIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    public static WebArchive withoutConsole() {
        StringAsset settings = new StringAsset("presencehub.console=false");
        return Archives.packaged("no-console.war").addAsResource(settings, "META-INF/microprofile-config.properties");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/index.html",
                "/console.js",
                "/js/people.js",
                "/favicon.svg",
                "/lib/signalr.min.js",
                "/sign-in",
                "/console"
            })
    public void thePageIsNotThere(String path) throws Exception {
        assertThat(status(HttpRequest.newBuilder(at("presencehub" + path)))).isEqualTo(404);
    }

    @Test
    public void whatApplicationsUseStays() throws Exception {
        assertThat(status(HttpRequest.newBuilder(at("latch.js")))).isEqualTo(200);
    }

    @Test
    public void theHubIsNotThere() throws Exception {
        assertThat(negotiated("presencehub/console")).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hubs/presence", "signalrhub"})
    public void theOtherHubsAreThere(String hub) throws Exception {
        assertThat(negotiated(hub)).as("asks for a token").isEqualTo(401);
    }

    private int negotiated(String hub) throws Exception {
        return status(HttpRequest.newBuilder(at(hub + "/negotiate?negotiateVersion=1"))
                .POST(BodyPublishers.noBody()));
    }

    private URI at(String path) {
        return URI.create(url + path);
    }

    private static int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
}
