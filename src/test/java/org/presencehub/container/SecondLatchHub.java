package org.presencehub.container;

import org.presencehub.Hub;

/** One hub too many that takes directed messages. Stateless. */
@Hub(value = "/hubs/second", directedMessages = true)
public class SecondLatchHub {}
