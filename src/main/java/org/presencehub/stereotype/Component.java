package org.presencehub.stereotype;

import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Singleton;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a bean of which there is one.
 *
 * <p>{@code @ApplicationScoped} would put a proxy before it, and so ask for a class that is not final and a second constructor without
 * parameters; {@code @Singleton} alone is no bean-defining annotation, and beans are discovered by annotations here.
 */
@Stereotype
@Singleton
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Component {}
