package org.presencehub;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the hub method that runs after a connection's handshake and before its first call.
 *
 * <p>It takes no parameter and returns nothing: whether the connection may stay is decided when it returns. If it throws, the connection is
 * closed with an error and {@link OnDisconnected} does not run.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnConnected {}
