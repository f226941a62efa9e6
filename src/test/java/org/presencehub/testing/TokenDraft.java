package org.presencehub.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** A token that is right unless the test spoils it. Confined to the thread of its test. */
public final class TokenDraft {
    public static final String ISSUER = "https://issuer.test";
    public static final String AUDIENCE = "presencehub";

    private final TestKeys keys;
    private final Consumer<String> minted;
    private final JWTClaimsSet.Builder claims;
    private String keyId = "k1";

    TokenDraft(TestKeys keys, Consumer<String> minted, String user, List<String> roles) {
        this.keys = keys;
        this.minted = minted;
        Instant now = Instant.now();
        this.claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(user)
                .claim("upn", user)
                .claim("groups", roles)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofDays(1))))
                .jwtID(UUID.randomUUID().toString());
    }

    public TokenDraft issuer(String issuer) {
        claims.issuer(issuer);
        return this;
    }

    public TokenDraft audience(String audience) {
        claims.audience(audience);
        return this;
    }

    public TokenDraft expired(Duration ago) {
        claims.expirationTime(Date.from(Instant.now().minus(ago)));
        return this;
    }

    /** Good for so long from now on. */
    public TokenDraft lasting(Duration time) {
        return expired(time.negated());
    }

    public TokenDraft issued(Duration ago) {
        claims.issueTime(Date.from(Instant.now().minus(ago)));
        return this;
    }

    public TokenDraft notBefore(Instant time) {
        claims.notBeforeTime(Date.from(time));
        return this;
    }

    public TokenDraft keyId(String id) {
        keyId = id;
        return this;
    }

    /** Leaves a claim out. */
    public TokenDraft without(String claim) {
        claims.claim(claim, null);
        return this;
    }

    public String signed() {
        return signed(JWSAlgorithm.RS256, new RSASSASigner(keys.privateKey()));
    }

    /** Signed by a key that the server does not know. */
    public String signedByStranger() {
        return signed(JWSAlgorithm.RS256, new RSASSASigner(TestKeys.generate().privateKey()));
    }

    /** Signed symmetrically with the text of the public key, hoping that the server confuses the two (RFC 8725 §2.1). */
    public String signedWithThePublicKey() {
        try {
            return signed(JWSAlgorithm.HS256, new MACSigner(keys.publicPem().getBytes(UTF_8)));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code alg: none}. */
    public String unsigned() {
        return remember(new PlainJWT(claims.build()).serialize());
    }

    private String signed(JWSAlgorithm algorithm, JWSSigner signer) {
        try {
            JWSHeader header = new JWSHeader.Builder(algorithm).keyID(keyId).build();
            SignedJWT token = new SignedJWT(header, claims.build());
            token.sign(signer);
            return remember(token.serialize());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String remember(String token) {
        minted.accept(token);
        return token;
    }
}
