package org.presencehub.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.presencehub.auth.TokenRefusedException.Reason;

/** Tokens that must not get in, and what the log says of each (RFC 8725). */
class TokenAttackTest {
    private static final String PEM = Forge.pem(Forge.RSA.getPublic());

    private final SettableClock clock = new SettableClock();
    private final String payload = Forge.json(Forge.claims(clock));
    private final TokenVerifier byPem = verifier(KeyOptions.DEFAULTS.withPublicKey(PEM));
    private final TokenVerifier bySet = verifier(
            KeyOptions.DEFAULTS.withPublicKey(Forge.jwks(Forge.jwk(Forge.RSA, "k1"), Forge.jwk(Forge.EC, "k2"))));
    private final TokenVerifier bySecret = verifier(KeyOptions.DEFAULTS.withSecret(Forge.SECRET));

    @Test
    void unsignedTokenIsRefused() {
        for (String none : List.of("none", "None", "NONE")) {
            String token = Forge.base64url(Forge.header(none)) + "." + Forge.base64url(payload) + ".";
            assertThat(Refusal.of(byPem, token))
                    .isEqualTo(new Refusal(
                            Reason.ALGORITHM,
                            "algorithm none (the token is unsigned) while only RS256 keys are configured"
                                    + " (mp.jwt.verify.publickey)"));
        }
    }

    @Test
    void signatureCutOffIsRefused() {
        String token = Forge.rs256(Forge.RSA, Forge.header("RS256"), payload);

        assertThat(Refusal.of(byPem, token.substring(0, token.lastIndexOf('.') + 1))
                        .reason())
                .isEqualTo(Reason.SIGNATURE);
    }

    @Test
    void publicKeyIsNoSecret() {
        for (byte[] key : List.of(
                PEM.getBytes(UTF_8),
                PEM.strip().getBytes(UTF_8),
                Forge.RSA.getPublic().getEncoded())) {
            assertThat(Refusal.of(byPem, Forge.hs256(key, Forge.header("HS256"), payload)))
                    .isEqualTo(new Refusal(
                            Reason.ALGORITHM,
                            "algorithm 'HS256' while only RS256 keys are configured (mp.jwt.verify.publickey)"));
        }
    }

    @Test
    void signedTokenIsRefusedWhereOnlyASecretIsConfigured() {
        assertThat(Refusal.of(bySecret, Forge.rs256(Forge.RSA, Forge.header("RS256"), payload)))
                .isEqualTo(new Refusal(
                        Reason.ALGORITHM,
                        "algorithm 'RS256' while only HS256 keys are configured (presencehub.jwt.secret)"));
    }

    @Test
    void otherAlgorithmsOfTheSameKeyAreRefused() {
        for (String algorithm : List.of("RS384", "PS256", "RS1", "rs256", "")) {
            assertThat(Refusal.of(byPem, Forge.rs256(Forge.RSA, Forge.header(algorithm), payload))
                            .reason())
                    .as(algorithm)
                    .isEqualTo(Reason.ALGORITHM);
        }
    }

    @Test
    void anotherAlgorithmThanTheConfiguredOneIsRefused() {
        TokenVerifier onlyElliptic = verifier(KeyOptions.DEFAULTS
                .withPublicKey(Forge.jwks(Forge.jwk(Forge.RSA, "k1"), Forge.jwk(Forge.EC, "k2")))
                .withAlgorithm(KeyAlgorithm.ES256));

        assertThat(Refusal.of(onlyElliptic, Forge.rs256(Forge.RSA, Forge.header("RS256", "k1"), payload))
                        .message())
                .isEqualTo("algorithm 'RS256' while only ES256 keys are configured (mp.jwt.verify.publickey)");
    }

    @Test
    void wrongSignatureIsToldWithItsKeyId() {
        assertThat(Refusal.of(bySet, Forge.rs256(Forge.OTHER_RSA, Forge.header("RS256", "k1"), payload)))
                .isEqualTo(new Refusal(
                        Reason.SIGNATURE, "signature does not match for key id 'k1' (mp.jwt.verify.publickey)"));
        assertThat(Refusal.of(bySecret, Forge.hs256(new byte[32], Forge.header("HS256"), payload))
                        .message())
                .isEqualTo("signature does not match (presencehub.jwt.secret)");
    }

    @Test
    void changedPayloadIsRefused() {
        String[] parts = Forge.rs256(Forge.RSA, Forge.header("RS256"), payload).split("\\.", -1);
        String changed = payload.replace("anna", "root");

        assertThat(Refusal.of(byPem, parts[0] + "." + Forge.base64url(changed) + "." + parts[2])
                        .reason())
                .isEqualTo(Reason.SIGNATURE);
    }

    @Test
    void emptyEllipticSignatureIsRefused() { // CVE-2022-21449
        String token = Forge.base64url(Forge.header("ES256", "k2")) + "." + Forge.base64url(payload) + "."
                + Forge.base64url(new byte[64]);

        assertThat(Refusal.of(bySet, token).reason()).isEqualTo(Reason.SIGNATURE);
    }

    @Test
    void unknownKeyIdIsToldBesideTheKnownOnes() {
        assertThat(Refusal.of(bySet, Forge.rs256(Forge.RSA, Forge.header("RS256", "k9"), payload)))
                .isEqualTo(new Refusal(
                        Reason.UNKNOWN_KEY, "key id 'k9' unknown among ['k1', 'k2'] (mp.jwt.verify.publickey)"));
    }

    @Test
    void keyIdOfAKeyOfAnotherTypeIsUnknown() {
        assertThat(Refusal.of(bySet, Forge.rs256(Forge.RSA, Forge.header("RS256", "k2"), payload))
                        .reason())
                .isEqualTo(Reason.UNKNOWN_KEY);
    }

    @Test
    void keyIdDoesNotReachTheLogRaw() {
        assertThat(Refusal.of(bySet, Forge.rs256(Forge.RSA, Forge.header("RS256", "k\\n9"), payload))
                        .message())
                .startsWith("key id 'k?9' unknown");
    }

    @Test
    void withoutAKeyIdAllKeysThatFitAreTried() throws TokenRefusedException {
        TokenVerifier verifier = verifier(KeyOptions.DEFAULTS.withPublicKey(
                Forge.jwks(Forge.jwk(Forge.OTHER_RSA, "k0"), Forge.jwk(Forge.RSA, "k1"))));

        assertThat(verifier.verify(Forge.rs256(Forge.RSA, Forge.header("RS256"), payload))
                        .userId())
                .isEqualTo("anna");
    }

    @Test
    void keysThatTheTokenBringsAlongAreNotLookedAt() {
        String own = Forge.jwk(Forge.OTHER_RSA, "k1");
        for (String header : List.of(
                "{\"alg\":\"RS256\",\"jwk\":" + own + "}",
                "{\"alg\":\"RS256\",\"kid\":\"k1\",\"jwk\":" + own + "}",
                "{\"alg\":\"RS256\",\"kid\":\"k1\",\"jku\":\"http://127.0.0.1:1/keys\"}",
                "{\"alg\":\"RS256\",\"x5u\":\"http://127.0.0.1:1/cert\",\"x5c\":[\"AAAA\"]}")) {
            assertThat(Refusal.of(bySet, Forge.rs256(Forge.OTHER_RSA, header, payload))
                            .reason())
                    .as(header)
                    .isEqualTo(Reason.SIGNATURE);
        }
    }

    @Test
    void criticalHeadersAreRefused() {
        String header = "{\"alg\":\"RS256\",\"crit\":[\"b64\"],\"b64\":false}";

        assertThat(Refusal.of(byPem, Forge.rs256(Forge.RSA, header, payload)))
                .isEqualTo(new Refusal(Reason.MALFORMED, "critical header '[\"b64\"]' is not supported"));
    }

    @Test
    void otherThingsOfTheSameIssuerAreRefused() throws TokenRefusedException {
        String logout = "{\"alg\":\"RS256\",\"typ\":\"logout+jwt\"}";
        assertThat(Refusal.of(byPem, Forge.rs256(Forge.RSA, logout, payload)).message())
                .isEqualTo("type 'logout+jwt' instead of 'JWT' or 'at+jwt'");

        String access = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\"}"; // RFC 9068
        assertThat(byPem.verify(Forge.rs256(Forge.RSA, access, payload)).userId())
                .isEqualTo("anna");
    }

    @Test
    void encryptedTokenIsRefused() {
        assertThat(Refusal.of(byPem, "eyJhbGciOiJSU0EtT0FFUCJ9.AAAA.BBBB.CCCC.DDDD"))
                .isEqualTo(new Refusal(
                        Reason.MALFORMED, "encrypted (JWE, five parts), but only signed tokens are accepted"));
    }

    @Test
    void tooLongTokenIsNotEvenRead() {
        assertThat(Refusal.of(byPem, "x".repeat(16 * 1024 + 1)))
                .isEqualTo(new Refusal(Reason.TOO_LONG, "token of 16385 characters, at most 16384 are read"));
    }

    @Test
    void whatIsNoJwtIsToldByItsFault() {
        assertThat(malformed("")).isEqualTo("not a JWT: 1 part instead of 3");
        assertThat(malformed("AAAA.BBBB")).isEqualTo("not a JWT: 2 parts instead of 3");
        assertThat(malformed("a b.c.d")).isEqualTo("not a JWT: it has characters that are not base64url");
        assertThat(malformed("A.AAAA.AAAA")).isEqualTo("not a JWT: the header is not base64url");
        assertThat(malformed("AAAA.AAAA.AAAA"))
                .isEqualTo("not a JWT: the header is not a JSON object with each name once");
        assertThat(malformed(Forge.base64url("{}") + ".AAAA.AAAA"))
                .isEqualTo("not a JWT: the header names no algorithm");
        assertThat(malformed(Forge.base64url("{\"alg\":\"RS256\",\"kid\":7}") + ".AAAA.AAAA"))
                .isEqualTo("not a JWT: the key id is not a string");
    }

    @Test
    void paddingLineEndsAndTrailingGarbageAreRefused() {
        String token = Forge.rs256(Forge.RSA, Forge.header("RS256"), payload);
        for (String changed :
                List.of(token + "=", token + "\n", token + " x", " " + token, token + "\u0000", token + "%20")) {
            assertThat(malformed(changed)).isEqualTo("not a JWT: it has characters that are not base64url");
        }
        assertThat(malformed(token + ".")).isEqualTo("not a JWT: 4 parts instead of 3");
    }

    @Test
    void headerWithAClaimTwiceIsRefused() {
        String header = "{\"alg\":\"HS256\",\"alg\":\"RS256\"}";

        assertThat(malformed(Forge.rs256(Forge.RSA, header, payload))).contains("header is not a JSON object");
    }

    @Test
    void payloadMustBeOneStrictJsonObject() {
        for (String odd : List.of(
                payload.replace("{", "{\"upn\":\"root\","),
                payload.replace("}", ",\"x\":{\"a\":1,\"a\":2}}"),
                payload + "{}",
                payload + " x",
                "[" + payload + "]",
                payload.replace("}", ",\"x\":" + "[".repeat(5000) + "]".repeat(5000) + "}"),
                payload.replace("}", ",}"),
                payload.replace("\"upn\"", "upn"),
                "\"text\"",
                "")) {
            assertThat(malformed(Forge.rs256(Forge.RSA, Forge.header("RS256"), odd)))
                    .as(odd)
                    .isEqualTo("not a JWT: the payload is not a JSON object with each name once");
        }
    }

    @Test
    void deeplyNestedHeaderIsRefusedBeforeItsSignatureIsLookedAt() {
        String header = "{\"alg\":\"RS256\",\"x\":" + "[".repeat(6000) + "}";

        assertThat(malformed(Forge.base64url(header) + ".AAAA.AAAA")).contains("header is not a JSON object");
    }

    /** The parser has exceptions of its own for these, which no contract names. */
    @Test
    void numbersThatNoParserReadsAreRefusedLikeAnyOtherText() {
        for (String number :
                List.of("1e99999999999", "9".repeat(1_200), "-1E-99999999999", "1.".concat("0".repeat(5_000)))) {
            String header = "{\"alg\":\"RS256\",\"x\":" + number + "}";
            assertThat(malformed(Forge.base64url(header) + ".AAAA.AAAA")).contains("header is not a JSON object");
            assertThat(malformed(Forge.rs256(
                            Forge.RSA, Forge.header("RS256"), payload.replace("}", ",\"x\":" + number + "}"))))
                    .contains("payload is not a JSON object");
        }
    }

    @Test
    void hugeNumbersInDatesAreNoDates() {
        for (String number : List.of("1e308", "1e1000000", "-1e1000000", "1e-1000000000")) {
            String claims = payload.replaceAll("\"exp\":\\d+", "\"exp\":" + number);
            assertThat(Refusal.of(byPem, Forge.rs256(Forge.RSA, Forge.header("RS256"), claims))
                            .reason())
                    .as(number)
                    .isIn(Reason.MALFORMED, Reason.EXPIRED);
        }
    }

    /** A number is worked out when somebody asks for it, not before. */
    @Test
    void hugeNumbersInOtherClaimsCostNothing() throws TokenRefusedException {
        String claims = payload.replace("}", ",\"auth_time\":1e1000000000,\"x\":1e-1000000000}");
        AccessToken token = byPem.verify(Forge.rs256(Forge.RSA, Forge.header("RS256"), claims));

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (String name : token.getClaimNames()) {
                Object claim = token.getClaim(name);
                assertThat(claim).isNotNull();
            }
        });
    }

    @Test
    void namesThatCollideCostLinearTime() {
        List<String> names = List.of("");
        for (int i = 0; i < 9; i++) {
            names = names.stream()
                    .flatMap(name -> Stream.of(name + "Aa", name + "BB"))
                    .toList();
        }
        String roles = "\"" + String.join("\",\"", names) + "\"";
        String token = Forge.rs256(
                Forge.RSA,
                Forge.header("RS256"),
                payload.replaceAll("\"groups\":\\[[^]]*]", "\"groups\":[" + roles + "]"));

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (int i = 0; i < 1_000; i++) {
                assertThat(byPem.verify(token).getGroups()).hasSize(512);
            }
        });
    }

    /** Paths, addresses and statements, for those who look keys up by this name. */
    @Test
    void aKeyIdIsANameAndNothingElse() {
        for (String id : List.of(
                "../../../../dev/null",
                "/proc/self/environ",
                "file:///etc/passwd",
                "http://127.0.0.1:1/keys",
                "k1' OR '1'='1",
                "k1\\u0000",
                "K1",
                "${jndi:ldap://127.0.0.1:1/a}",
                "k1;id")) {
            assertThat(Refusal.of(bySet, Forge.rs256(Forge.OTHER_RSA, Forge.header("RS256", id), payload))
                            .reason())
                    .as(id)
                    .isEqualTo(Reason.UNKNOWN_KEY);
        }
    }

    @Test
    void nobodyGoesWhereATokenPoints() throws IOException {
        try (ServerSocket trap = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "\"http://127.0.0.1:" + trap.getLocalPort() + "/keys\"";
            for (String name : List.of("jku", "x5u", "iss", "kid")) {
                String header = "{\"alg\":\"RS256\",\"" + name + "\":" + address + "}";
                Refusal.of(
                        bySet,
                        Forge.rs256(
                                Forge.OTHER_RSA,
                                header,
                                payload.replaceAll("\"iss\":\"[^\"]*\"", "\"iss\":" + address)));
            }
            trap.setSoTimeout(1); // who had connected would be in the queue by now
            assertThatThrownBy(trap::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void withNothingConfiguredEveryTokenIsRefusedWithTheKeysToSet() {
        TokenVerifier none = verifier(KeyOptions.DEFAULTS);

        assertThat(none.ready()).isFalse();
        assertThat(Refusal.of(none, Forge.rs256(Forge.RSA, Forge.header("RS256"), payload)))
                .isEqualTo(new Refusal(
                        Reason.NOT_CONFIGURED,
                        "no key configured: set mp.jwt.verify.publickey.location, mp.jwt.verify.publickey or"
                                + " presencehub.jwt.secret"));
    }

    private String malformed(String token) {
        Refusal refusal = Refusal.of(byPem, token);
        assertThat(refusal.reason()).isEqualTo(Reason.MALFORMED);
        return refusal.message();
    }

    private TokenVerifier verifier(KeyOptions keys) {
        return TokenVerifier.of(AuthOptions.DEFAULTS.withKeys(keys), clock);
    }
}
