package org.presencehub.transport.entry;

/** What a transport can carry (TransportProtocols.md, negotiate). */
public enum TransferFormat {
    /** UTF-8. */
    TEXT("Text"),
    /** Any bytes. */
    BINARY("Binary");

    private final String title;

    TransferFormat(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
