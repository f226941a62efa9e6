package org.presencehub.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings that a fuzzer thinks up; in the default build, those that it once found worth keeping. */
class SettingsFuzzTest {
    /** All but those that name files and addresses, which would be read. */
    private static final List<String> KEYS = ConfigurationTest.keysThatAreRead().stream()
            .filter(key -> !key.endsWith("location"))
            .sorted()
            .toList();

    /** @param text lines of a key and its value; a key may be its number among all */
    @FuzzTest
    void everySettingIsTakenOrRefusedBySayingWhich(byte[] text) {
        Map<String, String> values = new HashMap<>();
        for (String line : new String(text, UTF_8).split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(key(line.substring(0, equals)), line.substring(equals + 1));
            }
        }
        values.keySet().removeIf(key -> key.endsWith("location"));
        try {
            assertThat(Configuration.from(new Settings(new MapConfig(values)))).isNotNull();
        } catch (IllegalArgumentException refused) {
            assertThat(values.keySet())
                    .anyMatch(key -> String.valueOf(refused.getMessage()).contains(key));
        }
    }

    private static String key(String text) {
        return text.length() == 1 ? KEYS.get(text.charAt(0) % KEYS.size()) : text;
    }
}
