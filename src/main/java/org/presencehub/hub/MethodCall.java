package org.presencehub.hub;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a hub method. Immutable; to be run once.
 *
 * @param uploads the streams that the client sends, for the method's parameters
 */
record MethodCall(HubCall call, HubMethod method, Request request, List<Upload> uploads, Reply reply)
        implements Runnable {
    @Override
    public void run() {
        @Nullable Object[] arguments;
        @Nullable Object result;
        try {
            arguments = method.bind(request.arguments(), uploads, call.hub().binding());
        } catch (UnfitArgumentException e) {
            reply.refused(new Refusal(call.hub().errors().argumentTypes(request.target(), e), e::sentence));
            return;
        } catch (RuntimeException | Error e) { // of a class that cannot be loaded, say
            reply.threw(e);
            return;
        }
        try {
            result = call.hub().run(call, method.method(), arguments);
        } catch (Exception | Error e) { // whatever it is, the connection's next call is to be run
            reply.threw(e);
            return;
        }
        reply.returned(result);
    }
}
