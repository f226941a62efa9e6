package org.presencehub.application;

import org.presencehub.Hub;
import org.presencehub.HubTransport;

/** The same hub at another path, for clients that are to find out what is left to them. An instance per call. */
@Hub(
        value = "/functional-without-websockets",
        transports = {HubTransport.SERVER_SENT_EVENTS, HubTransport.LONG_POLLING})
public class FunctionalHubWithoutWebSockets extends FunctionalHub {}
