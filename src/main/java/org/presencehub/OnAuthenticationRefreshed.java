package org.presencehub;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the hub method that runs when a client has shown another token of its user for its living connection.
 *
 * <p>It runs in the connection's order, behind the calls that came before. {@link HubCallerContext} has the new principal then, and calls that run already keep
 * the one that they began with. User, groups and streams of the connection stay, and presence sees nothing. Where many come at once, behind a long call,
 * some are told as one.
 *
 * <p>It takes no parameter and returns nothing, and may not ask a client for a result. What it throws is logged. {@link AuthenticationRefreshGate} can refuse a
 * token before.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnAuthenticationRefreshed {}
