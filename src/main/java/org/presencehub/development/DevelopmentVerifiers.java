package org.presencehub.development;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import org.presencehub.auth.Configured;
import org.presencehub.auth.TokenVerifier;
import org.presencehub.console.TokenSource;
import org.presencehub.stereotype.Component;

/** Lets the tokens of the development issuer in, beside those that the configuration asks for. Thread-safe. */
@Component
@Alternative
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
final class DevelopmentVerifiers implements TokenSource {
    @Produces
    @Singleton
    TokenVerifier verifier(DevelopmentIssuer issuer, @Configured TokenVerifier configured) {
        return new DevelopmentVerifier(issuer.verifier(), configured);
    }

    @Override
    public String path() {
        return TokenServlet.PATH;
    }
}
