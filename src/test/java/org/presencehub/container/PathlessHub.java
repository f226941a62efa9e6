package org.presencehub.container;

import org.presencehub.Hub;

/** A hub that nobody could find. Stateless. */
@Hub("hubs chat")
public class PathlessHub {}
