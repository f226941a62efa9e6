package org.presencehub.console;

import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * A file that belongs to the console's page. Immutable.
 *
 * @param type its media type
 * @param tag tells this content from others (RFC 9110 §8.8.3)
 * @param content its bytes, which nobody changes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PageFile(String type, String tag, byte[] content) {
    static PageFile of(String type, byte[] content) {
        CRC32C sum = new CRC32C();
        sum.update(content);
        return new PageFile(type, '"' + HexFormat.of().toHexDigits((int) sum.getValue()) + '"', content);
    }
}
