package org.presencehub.transport.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jakarta Servlet 6.0, 12.1 and 12.2. */
class UrlPatternTest {
    @ParameterizedTest
    @CsvSource({
        "/hubs/chat, /hubs/chat, true",
        "/hubs/chat, /hubs/chat/, false",
        "/hubs/chat/*, /hubs/chat, true",
        "/hubs/chat/*, /hubs/chat/negotiate, true",
        "/hubs/chat/*, /hubs/chatter, false",
        "/*, /hubs/chat, true",
        "/*, /, true",
        "/, /hubs/chat, true",
        "*.do, /hubs/chat.do, true",
        "*.do, /hubs.do/chat, false",
        "'', /, true",
        "'', /hubs/chat, false"
    })
    void aPatternIsExactOrAPrefixOrAnExtensionOrTheDefault(String pattern, String path, boolean matches) {
        assertThat(new UrlPattern(pattern).matches(path)).isEqualTo(matches);
    }

    @Test
    void theBestPatternIsExactThenTheLongestPrefixThenTheExtensionThenTheDefault() {
        List<String> bestFirst = List.of("/hubs/chat.do", "/hubs/chat.do/*", "/hubs/*", "/*", "*.do", "/");

        for (int at = 0; at < bestFirst.size(); at++) {
            List<UrlPattern> left = Stream.of("/other/*", "/hubs/chat.do/negotiate")
                    .map(UrlPattern::new)
                    .toList();
            List<UrlPattern> patterns = Stream.concat(
                            left.stream(), bestFirst.stream().skip(at).map(UrlPattern::new))
                    .toList();
            assertThat(UrlPattern.best(patterns, "/hubs/chat.do")).contains(new UrlPattern(bestFirst.get(at)));
            assertThat(UrlPattern.best(left, "/hubs/chat.do")).isEmpty();
        }
    }
}
