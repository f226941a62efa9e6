package org.presencehub.auth;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Marks the verifier that the configuration asks for, where another stands before it. */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
public @interface Configured {}
