package org.presencehub.container;

import org.presencehub.Hub;

/** A hub of which there can be no instance. Stateless. */
@Hub("/hubs/abstract")
public abstract class AbstractHub {}
