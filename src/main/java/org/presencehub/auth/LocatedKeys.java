package org.presencehub.auth;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.presencehub.auth.TokenRefusedException.Reason;
import org.presencehub.work.Printable;

/**
 * Keys that are read from a place and may change there. Thread-safe.
 *
 * <p>The thread that finds a read due makes it, one at a time. Keys that were read once stay in use while the place is away:
 * an outage of the issuer must not become ours. A key taken out of the set is refused from the next successful read on.
 */
final class LocatedKeys implements Keys {
    /** So many callers may wait for newer keys: a flood of made-up key ids must not hold all threads of a server. */
    private static final int MAX_WAITING = 8;

    private final KeyLocation location;
    private final KeyFormat format;
    private final InstantSource clock;
    private final ReentrantLock reading = new ReentrantLock();

    /** Written under {@link #reading} only, read by everybody. */
    private volatile KeyReadState last = KeyReadState.NONE;

    /** @throws IllegalArgumentException if the keys are on this machine and cannot be read */
    LocatedKeys(KeyLocation location, KeyFormat format, InstantSource clock) {
        this.location = location;
        this.format = format;
        this.clock = clock;
        if (!location.remote()) {
            readOrStop();
        }
    }

    @Override
    public KeySet current() throws TokenRefusedException {
        if (isDue(KeyReadState::due) && reading.tryLock()) {
            readIfDueAndUnlock(KeyReadState::due);
        }
        return keys();
    }

    @Override
    public KeySet newerThan(KeySet known) throws TokenRefusedException {
        // Stays due until a read in progress is over, so that callers who come meanwhile wait for it, too.
        if (isDue(KeyReadState::dueForMissingKey) && reading.getQueueLength() < MAX_WAITING && lockedInTime()) {
            readIfDueAndUnlock(KeyReadState::dueForMissingKey);
        }
        return keys();
    }

    @Override
    public void refresh() {
        if (isDue(KeyReadState::due)) {
            reading.lock();
            readIfDueAndUnlock(KeyReadState::due);
        }
    }

    @Override
    public Set<String> algorithms() {
        return format.algorithms();
    }

    @Override
    public String configuredBy() {
        return KeyOptions.PUBLIC_KEY_LOCATION;
    }

    @Override
    public boolean ready() {
        return last.keys().isPresent();
    }

    private KeySet keys() throws TokenRefusedException {
        KeyReadState now = last;
        return now.keys()
                .orElseThrow(() -> new TokenRefusedException(
                        Reason.KEYS_UNREACHABLE,
                        "keys unreachable: " + Printable.quoted(location.toString()) + ": " + now.failure() + " ("
                                + configuredBy() + ")"));
    }

    private boolean isDue(Function<KeyReadState, Instant> rule) {
        Instant now = clock.instant();
        KeyReadState looked = last;
        boolean clockWentBack = now.isBefore(looked.at());
        return clockWentBack || !now.isBefore(rule.apply(looked));
    }

    private boolean lockedInTime() {
        try {
            return reading.tryLock(KeyLocation.READ_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Asks again whether it is due, since another thread may have read while this one waited for the lock. */
    private void readIfDueAndUnlock(Function<KeyReadState, Instant> rule) {
        try {
            if (isDue(rule)) {
                read();
            }
        } finally {
            reading.unlock();
        }
    }

    private void read() {
        try {
            accept(format.parse(location.read()));
        } catch (IOException
                | UnusableKeyException
                | RuntimeException
                | Error failure) { // a verifier must survive any answer
            last = last.failed(reason(failure), clock.instant());
            AuthLog.keysUnreachable(location, last);
        }
    }

    private void readOrStop() {
        try {
            accept(format.parse(location.read()));
        } catch (IOException | UnusableKeyException failure) {
            throw KeyLocation.wrong(location, reason(failure));
        }
    }

    private void accept(KeySet keys) {
        if (!last.keys().map(KeySet::toString).equals(Optional.of(keys.toString()))) {
            AuthLog.keysRead(location, keys);
        }
        last = KeyReadState.of(keys, clock.instant());
    }

    /** Names like {@code UnknownHostException} say what their messages, a bare host name, do not. */
    private static String reason(Throwable failure) {
        boolean ours = failure instanceof UnusableKeyException || failure.getClass() == IOException.class;
        return ours
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
