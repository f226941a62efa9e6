package org.presencehub.transport.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.presencehub.config.MapConfig.settings;

import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.identity.http.RequestRefusedException;
import org.presencehub.testing.FakeRequest;
import org.presencehub.transport.entry.Origins;

/** Which pages of other origins get in, by what an operator has written. */
class AllowedOriginsTest {
    private final Map<String, String> answered = new HashMap<>();

    private void check(String allowed, String origin) throws RequestRefusedException {
        Origins origins = new Origins(AllowedOrigins.from(settings("presencehub.allowed-origins", allowed)));
        HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(
                AllowedOriginsTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, called, arguments) -> {
                    Object[] header = Objects.requireNonNull(arguments);
                    answered.put(header[0].toString(), header[1].toString());
                    return null;
                });
        origins.check(
                new FakeRequest()
                        .with("Origin", origin)
                        .with("Host", "hub.example")
                        .servletRequest(),
                response);
    }

    @ParameterizedTest
    @CsvSource({
        "https://App.example.com,       https://app.example.com",
        "https://app.example.com:443/,  https://app.example.com",
        "https://app.example.com,       https://app.example.com:443",
        "https://app.example.com,       HTTPS://APP.example.com",
        "http://[::1]:8080,             http://[::1]:8080",
        "capacitor://localhost,         capacitor://localhost",
        "ionic://localhost,             ionic://localhost",
        "tauri://localhost,             tauri://localhost",
        "app://-,                       app://-",
        "file://,                       file://",
        "chrome-extension://abc,        chrome-extension://abc",
        "moz-extension://4f2b-0d,       moz-extension://4f2b-0d",
        "null,                          null"
    })
    void theListedAreLetInHoweverTheyAreWritten(String listed, String origin) throws RequestRefusedException {
        check("https://other.example, " + listed, origin);

        assertThat(answered).containsEntry("Access-Control-Allow-Origin", origin); // as it came: browsers compare
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example.com,       http://app.example.com",
        "https://app.example.com,       https://app.example.com:8443",
        "https://app.example.com,       https://app.example.com.foreign.example",
        "https://app.example.com,       https://app.example.com@foreign.example",
        "https://app.example.com,       https://app.example.com/",
        "https://app.example.com,       null",
        "https://app.example.com,       file://",
        "https://null,                  null",
        "capacitor://localhost,         https://localhost",
        "capacitor://localhost,         ionic://localhost",
        "capacitor://localhost,         capacitor://localhost:80",
        "file://,                       null",
        "null,                          NULL",
        "null,                          file://",
        "null,                          https://foreign.example"
    })
    void othersAreNot(String listed, String origin) {
        assertThatThrownBy(() -> check(listed, origin)).isInstanceOf(RequestRefusedException.class);
        assertThat(answered).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"https://hub.example", "http://HUB.example:80"})
    void pagesOfThisServerAreLetInWhateverIsListed(String origin) throws RequestRefusedException {
        check("capacitor://localhost", origin);

        assertThat(answered).containsEntry("Access-Control-Allow-Origin", origin);
    }
}
