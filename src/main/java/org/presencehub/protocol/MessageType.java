package org.presencehub.protocol;

/** The numbers that say what a message is, the same in every encoding (HubProtocol.md, Message headers ff.). */
final class MessageType {
    static final int INVOCATION = 1;
    static final int STREAM_ITEM = 2;
    static final int COMPLETION = 3;
    static final int STREAM_INVOCATION = 4;
    static final int CANCEL_INVOCATION = 5;
    static final int PING = 6;
    static final int CLOSE = 7;
    static final int ACK = 8;
    static final int SEQUENCE = 9;

    private MessageType() {}
}
