package org.presencehub.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.presencehub.history.End.Planned;
import org.presencehub.history.Told.Listed;

/** Where a connection writes down what it is told, until it ends. Thread-safe. */
final class Notebook {
    private final String watcher;
    private final String user;
    private final List<Told> told = new ArrayList<>();
    private final Consumer<Told> reader;
    private End end = Planned.NOT_YET;
    private Optional<Listed> lastList = Optional.empty();
    private long lastNote = System.nanoTime();

    /** @param reader is told everything, too */
    Notebook(String watcher, String user, Consumer<Told> reader) {
        this.watcher = watcher;
        this.user = user;
        this.reader = reader;
    }

    String user() {
        return user;
    }

    /** Called by one thread at a time. */
    void note(Told what) {
        write(what);
        reader.accept(what);
    }

    private synchronized void write(Told what) {
        if (end == Planned.NOT_YET) {
            told.add(what);
            lastNote = System.nanoTime();
            lastList = what instanceof Listed list ? Optional.of(list) : lastList;
        }
    }

    /** Nothing more is noted; the first reason stays. */
    synchronized void close(End reason) {
        end = end == Planned.NOT_YET ? reason : end;
    }

    /** Whether it is full, or else at peace: with this list, after which nothing came for a while. */
    synchronized boolean isSettled(Set<String> list, Duration silence) {
        return end != Planned.NOT_YET
                || (System.nanoTime() - lastNote > silence.toNanos()
                        && lastList.filter(last -> last.users().equals(list)).isPresent());
    }

    synchronized Story story() {
        return new Story(watcher, user, told, end);
    }
}
