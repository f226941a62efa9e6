package org.presencehub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.presencehub.config.MapConfig.settings;

import java.time.Duration;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of value: what is read, and the sentence for what is not. */
class SettingsTest {
    private static final Duration DEFAULT = Duration.ofSeconds(7);

    private static void assertRefused(String value, String allowed, Consumer<Settings> reading) {
        ThrowingCallable read = () -> reading.accept(settings("key", value));
        assertThatIllegalArgumentException()
                .isThrownBy(read)
                .withMessage("key is '" + value.strip() + "', but only " + allowed + " is allowed.");
    }

    @Test
    void textIsStrippedAndBlankIsNone() {
        assertThat(settings("key", " a b ").text("key")).contains("a b");
        assertThat(settings("key", "  ").text("key")).isEmpty();
        assertThat(settings().text("key")).isEmpty();
    }

    @Test
    void listsAreSeparatedByCommas() {
        assertThat(settings("key", " /a, /b ,,/c,").list("key")).containsExactly("/a", "/b", "/c");
        assertThat(settings().list("key")).isEmpty();
    }

    @Test
    void flagIsTrueOrFalse() {
        assertThat(settings("key", "true").flag("key")).isTrue();
        assertThat(settings("key", "false").flag("key")).isFalse();
        assertThat(settings().flag("key")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "1", "TRUE", "true,false"})
    void otherFlagIsRefused(String value) {
        assertRefused(value, "true or false", settings -> settings.flag("key"));
    }

    @ParameterizedTest
    @CsvSource({"15, 15000", "0.5, 500", "0.1, 100", "1e1, 10000", "86400, 86400000"})
    void secondsMayHaveAFraction(String value, long millis) {
        assertThat(settings("key", value).seconds("key", DEFAULT, Duration.ofMillis(100)))
                .hasMillis(millis);
    }

    @Test
    void missingSecondsAreTheDefault() {
        assertThat(settings().seconds("key", DEFAULT, Duration.ZERO)).isEqualTo(DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0999",
                "0",
                "-1",
                "15s",
                "PT15S",
                "NaN",
                "1e300",
                "1e2147483647",
                "0.0000000001",
                "99999999999"
            })
    void otherSecondsAreRefused(String value) {
        assertRefused(
                value,
                "a number of seconds, such as 15 or 0.5, of at least 0.1",
                settings -> settings.seconds("key", DEFAULT, Duration.ofMillis(100)));
    }

    /** To write such a number out would take hours. */
    @ParameterizedTest
    @Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
    @ValueSource(strings = {"1e100000000", "1e-100000000", "1e-2147483647"})
    void secondsWithALargeExponentAreRefusedAtOnce(String value) {
        assertRefused(
                value,
                "a number of seconds, such as 15 or 0.5, of at least 0.0",
                settings -> settings.seconds("key", DEFAULT, Duration.ZERO));
    }

    @Test
    void numberLiesWithinItsBounds() {
        assertThat(settings("key", "1").number("key", 7, 1, 9)).isEqualTo(1);
        assertThat(settings("key", "9").number("key", 7, 1, 9)).isEqualTo(9);
        assertThat(settings().number("key", 7, 1, 9)).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10", "-1", "1.0", "1e0", "32k", "99999999999999999999"})
    void otherNumberIsRefused(String value) {
        assertRefused(value, "a whole number from 1 to 9", settings -> settings.number("key", 7, 1, 9));
    }

    @Test
    void originsAreAsBrowsersSendThem() {
        assertThat(settings("key", "https://app.example.com, http://localhost:5173,http://[::1]:80")
                        .origins("key"))
                .containsExactly("https://app.example.com", "http://localhost:5173", "http://[::1]");
        assertThat(settings().origins("key")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://App.Example.COM,           https://app.example.com",
        "HTTPS://app.example.com,           https://app.example.com",
        "https://app.example.com:443,       https://app.example.com",
        "https://app.example.com:0443,      https://app.example.com",
        "http://app.example.com:80,         http://app.example.com",
        "http://app.example.com:443,        http://app.example.com:443",
        "https://app.example.com:80,        https://app.example.com:80",
        "https://app.example.com/,          https://app.example.com",
        "https://app.example.com:443/,      https://app.example.com",
        "https://my_app.example.com,        https://my_app.example.com",
        "http://[::1]:80,                   http://[::1]",
        "http://[FE80::1]:8080,             http://[fe80::1]:8080"
    })
    void originsAreNormalizedAsBrowsersDo(String written, String sent) {
        assertThat(settings("key", written).origins("key")).containsExactly(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "capacitor://localhost",
                "ionic://localhost",
                "tauri://localhost",
                "app://-",
                "app://app.example:80",
                "file://",
                "chrome-extension://aapbdbdomjkkjkaonfhkkikfgjllcleb",
                "moz-extension://4f2b1d0e-7c39-4a57-a0f4-2d1c6f0a9b11",
                "ms-appx-web://app.example",
                "null"
            })
    void originsOfAppsAndExtensionsAreTakenAsTheyAre(String origin) {
        assertThat(settings("key", origin).origins("key")).containsExactly(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "Null",
                "app.example.com",
                "https://app.example.com//",
                "https://app.example.com/chat",
                "https://app.example.com?x",
                "https://app.example.com#x",
                "https://anna@app.example.com",
                "https://app.example.com:",
                "https://app.example.com:65536",
                "https://app.example.com:https",
                "https://*.example.com",
                "https://b\u00fccher.example",
                "ws://app.example.com",
                "WSS://app.example.com",
                "mailto:anna@example.com",
                "https://",
                "https:///",
                "capacitor://",
                "://localhost",
                "https://a b"
            })
    void otherOriginIsRefused(String value) {
        assertRefused(
                value,
                "origins of pages, such as https://app.example.com, capacitor://localhost or null, separated by commas, without"
                        + " a path, in ASCII (xn--…), never ws or wss; * is not allowed, name them",
                settings -> settings.origins("key"));
    }

    @Test
    void wrongOriginAmongRightOnesIsNamedAlone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("key", "https://a.example,*").origins("key"))
                .withMessageStartingWith("key is '*', but only origins");
    }
}
