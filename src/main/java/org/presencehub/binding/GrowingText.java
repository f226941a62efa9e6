package org.presencehub.binding;

import java.io.Writer;

/** What is being written, which may become large. Confined to the thread that writes. */
final class GrowingText extends Writer {
    private final StringBuilder text = new StringBuilder();
    private final LargeWrites.Place place;

    GrowingText(LargeWrites.Place place) {
        this.place = place;
    }

    @Override
    public void write(char[] characters, int offset, int length) {
        place.grown((long) text.length() + length);
        text.append(characters, offset, length);
    }

    @Override
    public void write(String characters, int offset, int length) {
        place.grown((long) text.length() + length);
        text.append(characters, offset, offset + length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return text.toString();
    }
}
