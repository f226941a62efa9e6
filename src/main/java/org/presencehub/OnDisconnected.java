package org.presencehub;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the hub method that runs once after a connection has ended, when its last call that keeps the order has returned.
 *
 * <p>Other calls of the connection may still run: those that stream or read a stream, those that have asked a client for a result, and those
 * whose {@link java.util.concurrent.CompletionStage} has not completed.
 *
 * <p>It takes no parameter, or the {@link DisconnectReason}, and returns nothing. It runs only where {@link OnConnected} succeeded; in a hub
 * that has no such method, for each connection whose handshake was answered.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnDisconnected {}
