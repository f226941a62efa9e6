package org.presencehub.web;

import java.util.Optional;
import org.presencehub.auth.DevelopmentIssuer;

/**
 * What the pages offer. Immutable.
 *
 * @param issuer hands out tokens to anybody; only in development mode
 */
public record WebOptions(Optional<DevelopmentIssuer> issuer) {}
