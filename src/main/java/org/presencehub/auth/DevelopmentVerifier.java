package org.presencehub.auth;

/** Asks the one verifier that a token's key id points to, so that a refusal says what is wrong with it there. Thread-safe. */
final class DevelopmentVerifier implements TokenVerifier {
    private final SignedTokenVerifier development;
    private final TokenVerifier configured;

    DevelopmentVerifier(SignedTokenVerifier development, TokenVerifier configured) {
        this.development = development;
        this.configured = configured;
    }

    /** Tokens of an earlier development issuer, gone with its server, come to ours and are refused for their key id. */
    @Override
    public AccessToken verify(String token) throws TokenRefusedException {
        SignedToken parsed = SignedToken.parse(token);
        boolean ours = parsed.keyId().orElse("").startsWith(DevelopmentIssuer.NAME);
        return ours ? development.verify(parsed) : configured.verify(token);
    }

    /** The development key is always there, so only configured keys that are still missing count. */
    @Override
    public boolean ready() {
        return configured.ready() || configured instanceof UnconfiguredVerifier;
    }

    @Override
    public void refresh() {
        configured.refresh();
    }
}
