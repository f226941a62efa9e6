package org.presencehub.history;

import com.google.errorprone.annotations.Immutable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What every watcher of presence is promised. */
enum Rule {
    OWN_LIST_FIRST("First comes the own list, with oneself in it.", StoryRules::ownListFirst),
    OWN_LIST_CONTINUED("What is told of a user first is news after the own list.", StoryRules::ownListContinued),
    ALTERNATION("Online and offline of a user alternate.", StoryRules::alternation),
    NOT_ITSELF("Nobody is told of itself.", StoryRules::notItself),
    NO_LIST_AHEAD("No list holds a user that the watcher was not told of.", StoryRules::listsAhead),
    NO_LIST_BEHIND("No list lacks a user that the watcher was told of.", StoryRules::listsBehind),
    KEPT("A connection lasts until its client ends it.", StoryRules::kept),
    ONE_HISTORY("All are told one history: each a piece of it, who stays to its end.", HistoryRules::oneHistory),
    OWN_LIST_IN_PLACE("The own list is the history's state where the piece begins.", HistoryRules::ownListInPlace),
    LAST_LIST("The last list is the truth.", HistoryRules::lastList),
    SUM("The own list and all transitions add up to the truth.", HistoryRules::sum),
    COUNT("Each user came and went as often as it did in truth.", HistoryRules::count),
    SILENT_RELOAD("Who is back within the grace period makes nobody blink.", HistoryRules::silentReload);

    /** Finds in one story what breaks a rule, and cites it. */
    @Immutable
    private interface Check {
        Stream<String> excerpts(Story story, History history);
    }

    private final String promise;
    private final Check check;

    Rule(String promise, Check check) {
        this.promise = promise;
        this.check = check;
    }

    String promise() {
        return promise;
    }

    static List<Violation> violations(History history) {
        return Arrays.stream(values()).flatMap(rule -> rule.broken(history)).toList();
    }

    private Stream<Violation> broken(History history) {
        return history.stories().stream()
                .flatMap(story ->
                        check.excerpts(story, history).map(excerpt -> new Violation(this, story.watcher(), excerpt)));
    }
}
