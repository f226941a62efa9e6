package org.presencehub.application;

import org.presencehub.Hub;
import org.presencehub.HubMethodName;
import org.presencehub.HubTransport;

/** A hub that is reached in one way only. An instance per call. */
@Hub(value = "/polled", transports = HubTransport.LONG_POLLING)
public class PolledHub {
    @HubMethodName("Echo")
    public String echo(String text) {
        return text;
    }
}
