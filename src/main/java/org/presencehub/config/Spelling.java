package org.presencehub.config;

/**
 * How a name should perhaps have been spelled. Immutable.
 *
 * @param right what is known
 * @param mistakes how many letters are wrong, missing or too many
 */
record Spelling(String right, int mistakes) {
    private static final int FEW = 2;

    /** A name longer than all keys is none of them, however it goes on. */
    private static final int LONGEST = 100;

    static Spelling of(String right, String written) {
        return new Spelling(right, distance(right, written.substring(0, Math.min(written.length(), LONGEST))));
    }

    /** {@return whether it is a slip, and no other name} */
    boolean isLikely() {
        return mistakes <= FEW;
    }

    /** Levenshtein's, row by row. */
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] current = new int[other.length() + 1];
            current[0] = row;
            for (int column = 1; column <= other.length(); column++) {
                int replaced = above[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[other.length()];
    }
}
