package org.presencehub.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyFormatTest {
    private static final RSAPublicKey RSA = (RSAPublicKey) Forge.RSA.getPublic();
    private static final String SET = Forge.jwks(Forge.jwk(Forge.RSA, "k1"), Forge.jwk(Forge.EC, "k2"));
    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIC/zCCAeegAwIBAgIUaaqpLWY2q0qYU85PC+gliAowz4EwDQYJKoZIhvcNAQEL
            BQAwDzENMAsGA1UEAwwEdGVzdDAeFw0yNjExMjEyMjQ1NTVaFw0zNjExMTgyMjQ1
            NTVaMA8xDTALBgNVBAMMBHRlc3QwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEK
            AoIBAQCyJgNgKpAej4x2BYzA23a+j7LKq32Xq6znxKQAP+8gaSGKmAXU+PRFR2WW
            Fxj3VMjkKPZcMbrm5DoLwDudTMMCsMQceNSncicuAHNF5q+nRC6jDWtKO6VrWyfW
            NdZgJMPMVqAfGbMLHfFq5nS8qbk8nc2THDYQCv198kovuqOYacNMUkUlrzJH20VT
            XVOFAZziMtMMZtlRGMeL68ePx/CzoGvtae0/i4zF/MOl4v4tLPjp5dhLa4DqpUpP
            7xkH+z0gHxnW7+ihMOvOGowmLeYO0OuYik1tg9UzWlzc9HovjAGMfrMbEymJgR3i
            lMpjSuwbw1ETt/yFwQiV7ukLFqzpAgMBAAGjUzBRMB0GA1UdDgQWBBTDoiK6kJwO
            gZZVp0QjETwXfQfSLjAfBgNVHSMEGDAWgBTDoiK6kJwOgZZVp0QjETwXfQfSLjAP
            BgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEBCwUAA4IBAQCI1DUI4Ys83/CgylY0
            DlWFsfOQ5tlX3/9522tDZnzhKl1oIDwTlyK7V5Tfss6rJGQH8BA/Kw6gtm7zU19Q
            p7i+Aa+rJgmbY06g+ppsKTwpRrMtxQRoAQuNxq+SRUOpe1dA7E6fgmREYZXohm0Z
            jQMZTcVSXUpEzST9uKIQTsVGepLgVx5sT4iPFDkr87prkP5FvEwMrnCymNSByZYN
            Vb3xXpO5RZVGz+byKwMGPMDaY5LhXeiTo6f+N2ozlkxN3iONneVWFA16/4diRaV4
            fE482+zl4nlbhLeH7RwfJjS6jnP6IZthzEl6lQpsNike9BSaZekFcAWLAwTmPfcA
            +hov
            -----END CERTIFICATE-----
            """;

    private final KeyFormat format = new KeyFormat(Set.of("RS256", "ES256"));

    @Test
    void pemIsReadForBothTypes() throws UnusableKeyException {
        assertThat(format.parse(Forge.pem(RSA))).hasToString("[RS256]");
        assertThat(format.parse(Forge.pem(Forge.EC.getPublic()))).hasToString("[ES256]");
    }

    @Test
    void pemSurvivesAnEnvironmentVariable() throws UnusableKeyException {
        String pem = Forge.pem(RSA).replace("\r", "");

        assertThat(format.parse(pem.replace("\n", "\\n"))).hasToString("[RS256]");
        assertThat(format.parse(pem.replace("\n", " "))).hasToString("[RS256]");
        assertThat(format.parse(Base64.getEncoder().encodeToString(RSA.getEncoded())))
                .hasToString("[RS256]");
    }

    @Test
    void certificateGivesItsKey() throws UnusableKeyException {
        assertThat(format.parse(CERTIFICATE)).hasToString("[RS256]");
    }

    @Test
    void jwkAndJwksAreReadWithTheirIds() throws UnusableKeyException {
        assertThat(format.parse(Forge.jwk(Forge.EC, "k2"))).hasToString("[ES256 'k2']");
        assertThat(format.parse("  " + SET + "\n")).hasToString("[RS256 'k1', ES256 'k2']");
    }

    @Test
    void jwkAndJwksMayBeEncoded() throws UnusableKeyException {
        assertThat(format.parse(Forge.base64url(Forge.jwk(Forge.RSA, "k1")))).hasToString("[RS256 'k1']");
        assertThat(format.parse(Forge.base64url(SET))).hasToString("[RS256 'k1', ES256 'k2']");
    }

    @Test
    void keysForOtherUsesAreLeftOutOfASet() throws UnusableKeyException {
        String encryption = new RSAKey.Builder(RSA)
                .keyID("e1")
                .keyUse(KeyUse.ENCRYPTION)
                .build()
                .toJSONString();
        String edwards = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"o1\","
                + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";
        String set = Forge.jwks(encryption, edwards, "{\"kty\":\"new\"}", "7", Forge.jwk(Forge.RSA, "k1"));

        assertThat(format.parse(set).toString())
                .startsWith("[RS256 'k1'], left out: it is not meant for signatures (key id 'e1'); ")
                .contains("(key id 'o1')");
    }

    @Test
    void keyWithAnAlgorithmOfItsOwnServesNoOther() {
        String pss = Forge.jwk(Forge.RSA, "k1").replace("{", "{\"alg\":\"PS256\",");

        assertUnusable(pss, "it is a key for RS256 instead of PS256 (key id 'k1')");
        assertThatThrownBy(() -> new KeyFormat(Set.of("ES256")).parse(Forge.pem(RSA)))
                .hasMessage("it is a key for RS256 instead of ES256");
    }

    @Test
    void configuredAlgorithmLeavesOutTheOthersOfASet() throws UnusableKeyException {
        assertThat(new KeyFormat(Set.of("ES256")).parse(SET))
                .hasToString("[ES256 'k2'], left out: it is a key for RS256 instead of ES256 (key id 'k1')");
    }

    @Test
    void shortRsaKeysAreRefused() {
        String reason = "it is an RSA key of 1024 bits, and at least 2048 are needed";

        assertUnusable(Forge.pem(Forge.rsa(1024).getPublic()), reason);
        assertUnusable(Forge.jwk(Forge.rsa(1024), "s1"), reason + " (key id 's1')");
    }

    @Test
    void otherCurvesAreRefused() {
        String pem =
                Forge.pem(Forge.pair("EC", new ECGenParameterSpec("secp384r1")).getPublic());

        assertUnusable(pem, "it is neither an RSA key nor an EC key on P-256");
    }

    @Test
    void privateKeysAndSecretsAreRefused() {
        String jwk = new RSAKey.Builder(RSA)
                .privateKey(Forge.RSA.getPrivate())
                .build()
                .toJSONString();

        assertUnusable(jwk, "it is a private key or a secret, which has no place here");
        assertUnusable("{\"kty\":\"oct\",\"k\":\"AAAA\"}", "it is a private key or a secret, which has no place here");
        assertUnusable(
                Forge.pem("PRIVATE KEY", Forge.RSA.getPrivate().getEncoded()),
                "it is a private key, which has no place here");
    }

    @Test
    void whatIsNoKeyIsRefused() {
        assertUnusable("", "it is not an RSA or EC public key");
        assertUnusable("hello", "it is not an RSA or EC public key");
        assertUnusable("<html>not found</html>", "it is not an RSA or EC public key");
        assertUnusable("{\"keys\":[]}", "it is an empty set");
        assertUnusable("{\"keys\":[", "it is not well-formed JSON");
        assertUnusable("{}", "it is not a JWK");
        assertUnusable(Forge.pem("CERTIFICATE", new byte[10]), "it is not a certificate");
        assertUnusable(Forge.pem("CERTIFICATE REQUEST", new byte[10]), "it is a PEM 'CERTIFICATE REQUEST'");
    }

    private void assertUnusable(String text, String reason) {
        assertThatThrownBy(() -> format.parse(text))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessage(reason);
    }
}
