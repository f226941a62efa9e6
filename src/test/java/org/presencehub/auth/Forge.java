package org.presencehub.auth;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes keys and tokens, right and wrong ones, from raw JSON and by other code than the verifier's. Stateless. */
public final class Forge {
    public static final KeyPair RSA = rsa(2048);
    static final KeyPair OTHER_RSA = rsa(2048);
    static final KeyPair EC = pair("EC", new ECGenParameterSpec("secp256r1"));
    static final String SECRET = "a secret of more than thirty-two bytes";

    private Forge() {}

    static KeyPair rsa(int bits) {
        return pair("RSA", new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
    }

    static KeyPair pair(String type, AlgorithmParameterSpec spec) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
            generator.initialize(spec);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The claims of a good token for anna, each value as JSON; valid for a minute. */
    public static Map<String, String> claims(InstantSource clock) {
        long now = clock.instant().getEpochSecond();
        Map<String, String> claims = new LinkedHashMap<>();
        claims.put("iss", "\"https://issuer.test\"");
        claims.put("aud", "\"hub\"");
        claims.put("upn", "\"anna\"");
        claims.put("groups", "[\"user\",\"chat\"]");
        claims.put("iat", Long.toString(now));
        claims.put("exp", Long.toString(now + 60));
        return claims;
    }

    public static String json(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> '"' + value.getKey() + "\":" + value.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    static String header(String algorithm) {
        return "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}";
    }

    public static String header(String algorithm, String keyId) {
        return "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\",\"kid\":\"" + keyId + "\"}";
    }

    public static String rs256(KeyPair pair, String header, String payload) {
        return signed("SHA256withRSA", pair, header, payload);
    }

    static String es256(KeyPair pair, String header, String payload) {
        return signed("SHA256withECDSAinP1363Format", pair, header, payload);
    }

    static String hs256(byte[] secret, String header, String payload) {
        String input = base64url(header) + "." + base64url(payload);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return input + "." + base64url(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String signed(String algorithm, KeyPair pair, String header, String payload) {
        String input = base64url(header) + "." + base64url(payload);
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(pair.getPrivate());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + base64url(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static String pem(PublicKey key) {
        return pem("PUBLIC KEY", key.getEncoded());
    }

    static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    public static String jwk(KeyPair pair, String keyId) {
        return pair.getPublic() instanceof RSAPublicKey rsa
                ? new RSAKey.Builder(rsa).keyID(keyId).build().toJSONString()
                : new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic())
                        .keyID(keyId)
                        .build()
                        .toJSONString();
    }

    static String jwks(String... keys) {
        return "{\"keys\":[" + String.join(",", List.of(keys)) + "]}";
    }

    static String base64url(String text) {
        return base64url(text.getBytes(StandardCharsets.UTF_8));
    }

    static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
