package org.presencehub.testing;

/** What a negotiation answered: the public id and the secret that attaches a transport. Immutable. */
public record Negotiated(String connectionId, String connectionToken) {}
