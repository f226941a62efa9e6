package org.presencehub;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Promises that a hub method, or the one for arrivals, never waits, so that it may run on the thread that read the call.
 *
 * <p>That thread may serve the sockets of many other connections: a method that waits anyway holds all of them up.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface NonBlocking {}
