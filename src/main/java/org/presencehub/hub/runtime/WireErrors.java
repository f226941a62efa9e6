package org.presencehub.hub.runtime;

import java.util.function.Supplier;
import org.presencehub.DisconnectReason;
import org.presencehub.HubException;
import org.presencehub.hub.definition.UnfitArgumentException;
import org.presencehub.protocol.ProtocolException;

/** What clients are told of failures, in the reference's own words, which clients and their tests compare. Immutable. */
public final class WireErrors {
    private static final String CLOSED = "Connection closed with an error.";
    public static final String HANDSHAKE_CANCELED = "Handshake was canceled.";

    private final boolean detailed;

    /** @param detailed whether exceptions other than {@link HubException} show */
    public WireErrors(boolean detailed) {
        this.detailed = detailed;
    }

    public String unknownMethod(String target) {
        return failedToInvoke(target) + " HubException: Method does not exist.";
    }

    public String unauthorized(String target) {
        return "Failed to invoke '" + target + "' because user is unauthorized";
    }

    public String argumentCount(String target, int provided, int expected) {
        return failedToInvoke(target)
                + detail("InvalidDataException: Invocation provides " + provided + " argument(s) but target expects "
                        + expected + ".");
    }

    public String argumentTypes(String target, UnfitArgumentException misfit) {
        return failedToInvoke(target)
                + detail(
                        "InvalidDataException: Error binding arguments. Make sure that the types of the provided values"
                                + " match the types of the hub method being invoked.")
                + (detailed ? " " + misfit.sentence() : "");
    }

    /**
     * An item of a client's stream does not fit.
     *
     * @param misfit which item does not fit what, asked for only if the client is to know
     */
    public String streamItem(Supplier<String> misfit) {
        return "Failed to bind Stream message." + (detailed ? " " + misfit.get() : "");
    }

    public String streamCount(String target, int sent, int expected) {
        return threw(
                target, new HubException("Client sent " + sent + " stream(s), Hub method expects " + expected + "."));
    }

    public String notStreaming(String target) {
        return "The client attempted to invoke the non-streaming '" + target + "' method with a streaming invocation.";
    }

    public String streaming(String target) {
        return "The client attempted to invoke the streaming '" + target + "' method with a non-streaming invocation.";
    }

    public String noStream(String target) {
        return "The value returned by the streaming method '" + target
                + "' is not a ChannelReader<> or IAsyncEnumerable<>.";
    }

    public String streamBroke(Throwable cause) {
        return "An error occurred on the server while streaming results." + of(cause);
    }

    public String threw(String target, Throwable cause) {
        return "An unexpected error occurred invoking '" + target + "' on the server." + of(cause);
    }

    public String closed(Throwable cause) {
        return CLOSED + of(cause);
    }

    public String refused(DisconnectReason reason, long limit) {
        return CLOSED
                + detail(
                        reason == DisconnectReason.OVERSIZED
                                ? "InvalidDataException: The maximum message size of " + limit
                                        + "B was exceeded. The message size can be configured in AddHubOptions."
                                : "InvalidOperationException: " + reason.sentence());
    }

    public String silent() {
        return CLOSED
                + detail("OperationCanceledException: Client hasn't sent a message/ping within the configured"
                        + " ClientTimeoutInterval.");
    }

    public String broken(ProtocolException cause) {
        return CLOSED + detail("InvalidDataException: " + cause.getMessage());
    }

    public String malformedHandshake(ProtocolException cause) {
        return "An unexpected error occurred during connection handshake."
                + detail("InvalidDataException: " + cause.getMessage());
    }

    public String unknownProtocol(String name) {
        return "The protocol '" + name + "' is not supported.";
    }

    public String unknownVersion(int version, String protocol) {
        return "The server does not support version " + version + " of the '" + protocol + "' protocol.";
    }

    public String binaryNotCarried(String protocol) {
        return "Cannot use the '" + protocol
                + "' protocol on the current transport. The transport does not support 'Binary' transfer format.";
    }

    public String sequenceTooHigh() {
        return CLOSED
                + detail("InvalidOperationException: Sequence ID greater than amount of messages we've received.");
    }

    private String failedToInvoke(String target) {
        return "Failed to invoke '" + target + "' due to an error on the server.";
    }

    private String of(Throwable cause) {
        return cause instanceof HubException
                ? " HubException: " + cause.getMessage()
                : detail(cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }

    private String detail(String text) {
        return detailed ? " " + text : "";
    }
}
