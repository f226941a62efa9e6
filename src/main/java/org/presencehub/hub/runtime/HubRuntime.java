package org.presencehub.hub.runtime;

import org.presencehub.binding.JsonBinding;
import org.presencehub.clients.ConnectedClients;
import org.presencehub.hub.definition.HubDefinition;
import org.presencehub.hub.definition.MethodNames;
import org.presencehub.hub.options.HubOptions;
import org.presencehub.protocol.HubProtocols;

/**
 * A hub, and what serves all its connections alike. Immutable.
 *
 * @param binding makes objects of what clients send, and the other way round
 * @param errors what clients are told of failures
 * @param names of the methods, for the log
 * @param protocols those that clients may speak
 * @param invoker calls methods of the hub
 * @param clients those that are connected
 */
public record HubRuntime(
        HubDefinition definition,
        HubOptions options,
        JsonBinding binding,
        WireErrors errors,
        MethodNames names,
        HubProtocols protocols,
        HubThreads threads,
        HubInvoker invoker,
        ConnectedClients clients) {
    public String path() {
        return definition.path();
    }
}
