package org.presencehub.container;

import org.presencehub.Hub;

/** One hub too many that takes directed messages. Stateless. */
@Hub(value = "/third", directedMessages = true)
public class ThirdLatchHub {}
