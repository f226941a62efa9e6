package org.presencehub.history;

/**
 * What became of a user in truth. Immutable.
 *
 * @param least how often it came at least
 * @param most how often it came at most: more than {@code least} where it was back just as its grace period ended
 * @param online whether it is online at the end
 */
record Fate(int least, int most, boolean online) {
    boolean allows(int comings) {
        return comings >= least && comings <= most;
    }

    @Override
    public String toString() {
        return least == most ? String.valueOf(least) : least + " to " + most;
    }
}
