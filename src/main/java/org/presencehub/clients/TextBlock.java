package org.presencehub.clients;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.presencehub.connection.outbound.Pieces;
import org.presencehub.protocol.HubProtocol;

/** Texts that stand one after the other in many lists, encoded once for each protocol that one of the lists is sent in. Thread-safe. */
public final class TextBlock {
    private static final int PUNCTUATION = 3; // quotes and a comma around each text

    private final List<String> texts; // either these
    private final List<TextBlock> blocks; // or all that is in these
    private final int size;
    private final int length;
    private volatile @Nullable Encoding encoded;

    /** A list of what was made: there are two protocols. */
    private record Encoding(
            String protocol, Pieces pieces, @Nullable Encoding next) {}

    private TextBlock(List<String> texts, List<TextBlock> blocks, int size, int length) {
        this.texts = texts;
        this.blocks = blocks;
        this.size = size;
        this.length = length;
    }

    /** {@return a block of these texts, which are not changed afterwards} */
    public static TextBlock of(List<String> texts) {
        int length = 0;
        for (String text : texts) {
            length += text.length() + PUNCTUATION;
        }
        return new TextBlock(texts, List.of(), texts.size(), length);
    }

    /** {@return a block of all that is in these, none of which is empty} It shares what they have encoded. */
    public static TextBlock over(List<TextBlock> blocks) {
        int size = 0;
        int length = 0;
        for (TextBlock block : blocks) {
            size += block.size;
            length = Math.addExact(length, block.length);
        }
        return new TextBlock(List.of(), blocks, size, length);
    }

    /** {@return how many texts there are} */
    int size() {
        return size;
    }

    /** {@return about how many bytes they have, whatever the protocol} */
    int length() {
        return length;
    }

    /** {@return the texts as they stand within a list, always the same} */
    Pieces in(HubProtocol protocol) {
        Pieces made = find(protocol.name());
        return made == null ? make(protocol) : made;
    }

    private @Nullable Pieces find(String protocol) {
        Encoding encoding = encoded;
        while (encoding != null && !encoding.protocol.equals(protocol)) {
            encoding = encoding.next;
        }
        return encoding == null ? null : encoding.pieces;
    }

    private synchronized Pieces make(HubProtocol protocol) {
        Pieces made = find(protocol.name());
        if (made == null) {
            made = encode(protocol);
            encoded = new Encoding(protocol.name(), made, encoded);
        }
        return made;
    }

    private Pieces encode(HubProtocol protocol) {
        return blocks.isEmpty()
                ? Pieces.of(protocol.encodeItems(texts))
                : Pieces.joined(blocks.stream().map(block -> block.in(protocol)).toList(), protocol.itemSeparator());
    }
}
