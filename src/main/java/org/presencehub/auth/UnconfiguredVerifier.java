package org.presencehub.auth;

/** Refuses every token, because there is no key to verify one with. Stateless. */
final class UnconfiguredVerifier implements TokenVerifier {
    @Override
    public AccessToken verify(String token) throws TokenRefusedException {
        throw new TokenRefusedException(
                TokenRefusedException.Reason.NOT_CONFIGURED,
                "no key configured: set " + KeyOptions.PUBLIC_KEY_LOCATION + ", " + KeyOptions.PUBLIC_KEY + " or "
                        + KeyOptions.SECRET);
    }

    @Override
    public boolean ready() {
        return false;
    }

    @Override
    public boolean configured() {
        return false;
    }
}
