package org.presencehub.container;

import org.presencehub.Hub;

/** A hub that is no class at all. */
@Hub("/hubs/interface")
public interface InterfaceHub {}
