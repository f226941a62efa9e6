package org.presencehub.connection.outbound;

import java.util.ArrayList;
import java.util.List;

/** Looks into batches, for tests outside this package. */
public final class Batches {
    private Batches() {}

    /** {@return the arrays that the batch is kept in} */
    public static List<byte[]> arrays(Batch batch) {
        List<byte[]> arrays = new ArrayList<>();
        batch.pieces().addTo(arrays);
        return arrays;
    }
}
