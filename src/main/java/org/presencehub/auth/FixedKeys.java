package org.presencehub.auth;

import java.util.Set;

/** Keys that stand in the configuration itself. Immutable. */
record FixedKeys(String configuredBy, KeySet current) implements Keys {
    static FixedKeys parse(String text, Set<String> algorithms) {
        try {
            return new FixedKeys(KeyOptions.PUBLIC_KEY, new KeyFormat(algorithms).parse(text));
        } catch (UnusableKeyException unusable) {
            // The text itself is not shown: who sets a private key by mistake must not find it in the log.
            throw new IllegalArgumentException(
                    KeyOptions.PUBLIC_KEY + " is a text of " + text.length() + " characters, but "
                            + unusable.getMessage() + "; allowed is " + KeyFormat.ALLOWED,
                    unusable);
        }
    }

    @Override
    public KeySet newerThan(KeySet known) {
        return current;
    }

    @Override
    public Set<String> algorithms() {
        return current.algorithms();
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public void refresh() {}
}
