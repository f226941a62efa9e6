package org.presencehub.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a server keeps of a request's head costs by its letters, and by the number of its parts. */
class RequestHeadTest {
    private static final long OF_EVERYDAY = 4_096; // what is reckoned with for each connection

    private static long weight(String query, Map<String, String> headers) {
        return RequestHead.weight((HttpServletRequest) Proxy.newProxyInstance(
                RequestHeadTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getRequestURI" -> "/hubs/presence";
                    case "getQueryString" -> query;
                    case "getHeaderNames" -> Collections.enumeration(headers.keySet());
                    case "getHeaders" ->
                        Collections.enumeration(headers.entrySet().stream()
                                .filter(each -> each.getKey().equals(Objects.requireNonNull(arguments)[0]))
                                .map(Map.Entry::getValue)
                                .toList());
                    default -> throw new UnsupportedOperationException(called.toString());
                }));
    }

    @Test
    void aHeadOfEverydayWeighsLittle() {
        assertThat(weight("id=" + "x".repeat(22), Map.of("Host", "a", "Cookie", "a=1; b=2; c=3")))
                .isLessThan(OF_EVERYDAY);
    }

    @Test
    void aLongQueryWeighsMore() {
        assertThat(weight("id=" + "x".repeat(4_000), Map.of("Host", "a"))).isGreaterThan(12_000);
    }

    /** Each takes some objects, however short it is. */
    @Test
    void soDoManyCookiesAndParameters() {
        String parameters = String.join("&", Collections.nCopies(18, "a=v"));
        String cookies = String.join("; ", Collections.nCopies(63, "a=v"));

        assertThat(weight(parameters, Map.of("Host", "a", "Cookie", cookies))).isGreaterThan(16_000);
    }
}
