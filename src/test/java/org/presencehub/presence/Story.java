package org.presencehub.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** What one watcher was told, held against what every watcher is promised. Immutable. */
record Story(String user, List<String> told) {
    static Story of(String user, Audience.Viewer viewer) {
        return new Story(user, viewer.told());
    }

    /** {@return whom the watcher believes online at the end} Fails if the story contradicts itself. */
    NavigableSet<String> replay() {
        assertThat(told).isNotEmpty();
        assertThat(told.get(0)).as("the own list comes first").startsWith("[");
        NavigableSet<String> known = users(told.get(0));
        assertThat(known).as("the own list").contains(user);
        for (String each : told.subList(1, told.size())) {
            replay(each, known);
        }
        return known;
    }

    private void replay(String each, NavigableSet<String> known) {
        if (Audience.isList(each)) {
            assertThat(each).as("a list after all its transitions").isEqualTo(known.toString());
            return;
        }
        String who = each.substring(1);
        assertThat(who).as("nobody is told of itself").isNotEqualTo(user);
        boolean alternates = each.startsWith("+") ? known.add(who) : known.remove(who);
        assertThat(alternates).as("%s alternates", each).isTrue();
    }

    static NavigableSet<String> users(String list) {
        String inside = list.substring(1, list.length() - 1);
        return inside.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(inside.split(", ")));
    }
}
