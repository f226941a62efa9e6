package org.presencehub.identity.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Queries that a fuzzer thinks up; in the default build, those that it once found worth keeping. */
class QueryFuzzTest {

    @FuzzTest
    void everyQueryIsRead(byte[] bytes) {
        Query query = Query.of(new String(bytes, ISO_8859_1));
        query.value("access_token");
        query.parameters().forEach(each -> assertThat(query.values(each.name())).contains(each.value()));
    }
}
