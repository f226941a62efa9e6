package org.presencehub.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.history.Told.came;
import static org.presencehub.history.Told.list;
import static org.presencehub.history.Told.went;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;
import org.presencehub.history.End.ByServer;
import org.presencehub.history.End.Planned;

/** Histories made by hand: a right one, and for each rule those that break it. */
class RuleTest {
    private static final Story WITNESS =
            stays("w", list("w"), came("a"), list("w", "a"), came("b"), list("w", "a", "b"), went("a"), list("w", "b"));
    private static final Story ANNA = ended("a", list("w", "a"), came("b"));
    private static final Story BERT = stays("b", list("w", "a", "b"), went("a"), list("w", "b"));
    private static final Map<String, Fate> FATES =
            Map.of("w", new Fate(1, 1, true), "a", new Fate(1, 1, false), "b", new Fate(1, 1, true));

    @Test
    void aRightHistoryBreaksNoRule() {
        assertThat(Rule.violations(new History(WITNESS, List.of(ANNA, BERT), FATES)))
                .isEmpty();
    }

    @Test
    void aTransitionBeforeTheOwnListIsFound() {
        expect(Rule.OWN_LIST_FIRST, ended("a", came("b"), list("w", "a", "b"))).containsExactly("#0 +b");
    }

    @Test
    void anOwnListWithoutOneselfIsFound() {
        expect(Rule.OWN_LIST_FIRST, ended("a", list("w"))).containsExactly("#0 a list of 1 without a");
    }

    @Test
    void silenceIsFound() {
        expect(Rule.OWN_LIST_FIRST, ended("a")).containsExactly("nothing");
    }

    @Test
    void whoIsToldOnceMoreWhatTheOwnListSaidIsFound() {
        expect(Rule.OWN_LIST_CONTINUED, ended("a", list("w", "a", "b"), came("b")))
                .containsExactly("#0 a list of 3 with b … #1 +b");
        expect(Rule.OWN_LIST_CONTINUED, ended("a", list("w", "a"), went("b")))
                .containsExactly("#0 a list of 2 without b … #1 -b");
    }

    @Test
    void twoArrivalsOrDeparturesInARowAreFound() {
        expect(Rule.ALTERNATION, ended("a", list("w", "a"), came("b"), came("c"), came("b")))
                .containsExactly("#1 +b … #3 +b");
        expect(Rule.ALTERNATION, ended("a", list("w", "a", "b"), went("b"), went("b")))
                .containsExactly("#1 -b … #2 -b");
    }

    @Test
    void whoIsToldOfItselfIsFound() {
        expect(Rule.NOT_ITSELF, ended("a", list("w", "a"), came("a"))).containsExactly("#1 +a");
    }

    @Test
    void aListThatRunsAheadIsFound() {
        expect(Rule.NO_LIST_AHEAD, ended("a", list("w", "a"), list("w", "a", "b"), came("b")))
                .containsExactly("#1 a list of 3 with b");
        expect(Rule.NO_LIST_AHEAD, ended("a", list("w", "a", "b"), went("b"), list("w", "a", "b")))
                .containsExactly("#1 -b … #2 a list of 3 with b");
    }

    @Test
    void aListThatLagsBehindIsFound() {
        expect(Rule.NO_LIST_BEHIND, ended("a", list("w", "a"), came("b"), list("w", "a")))
                .containsExactly("#1 +b … #2 a list of 2 without b");
        expect(Rule.NO_LIST_BEHIND, ended("a", list("w", "a"), list("w"))).containsExactly("#1 a list of 1 without a");
    }

    @Test
    void aConnectionThatTheServerEndedIsFound() {
        Story broken = new Story("a/1", "a", ANNA.told(), new ByServer("a Close by the server: 1011"));

        expect(Rule.KEPT, broken).containsExactly("a Close by the server: 1011 after 2 events");
    }

    @Test
    void anotherOrderIsFound() {
        expect(Rule.ONE_HISTORY, ended("c", list("w", "c"), came("b"), came("a")))
                .containsExactly("+b +a in a row, the witness was not");
    }

    @Test
    void aGapIsFound() {
        expect(Rule.ONE_HISTORY, ended("c", list("w", "c"), came("a"), went("a")))
                .containsExactly("+a -a in a row, the witness was not");
    }

    @Test
    void whatTheWitnessWasNotToldIsFound() {
        expect(Rule.ONE_HISTORY, ended("c", list("w", "a", "b", "c"), went("b")))
                .containsExactly("-b, the witness was not");
    }

    @Test
    void whoStaysAndMissesTheEndIsFound() {
        expect(Rule.ONE_HISTORY, stays("a", list("w", "a"), came("b"), list("w", "a", "b")))
                .containsExactly("nothing of the history's end: … -a");
    }

    @Test
    void anOwnListOfAnotherMomentIsFound() {
        expect(Rule.OWN_LIST_IN_PLACE, ended("a", list("a"), came("b")))
                .containsExactly("an own list that has w too few");
        expect(Rule.OWN_LIST_IN_PLACE, ended("a", list("w", "a", "b"), came("b")))
                .containsExactly("an own list that has b too many");
        expect(Rule.OWN_LIST_IN_PLACE, stays("a", list("w", "a")))
                .containsExactly("an own list that has a too many and b too few");
    }

    @Test
    void aLastListThatIsNotTheTruthIsFound() {
        expect(Rule.LAST_LIST, stays("b", list("w", "a", "b"), went("a")))
                .containsExactly("a last list that has a too many");
    }

    @Test
    void transitionsThatDoNotAddUpToTheTruthAreFound() {
        expect(Rule.SUM, stays("b", list("w", "a", "b"), list("w", "b"))).containsExactly("what adds up to a too many");
    }

    @Test
    void comingsAndGoingsThatWereNotToldAreFound() {
        expectOfFates(Rule.COUNT, new Fate(2, 2, false)).containsExactly("+a -a of a, who came 2 times and is offline");
        expectOfFates(Rule.COUNT, new Fate(1, 1, true)).containsExactly("+a -a of a, who came 1 times and is online");
        expectOfFates(Rule.COUNT, new Fate(1, 3, false)).isEmpty();
    }

    @Test
    void reloadsThatWereToldAreFound() {
        Story told = stays("w", list("w"), came("a"), went("a"), came("a"), came("b"), went("a"), list("w", "b"));

        assertThat(excerpts(Rule.SILENT_RELOAD, new History(told, List.of(), FATES)))
                .containsExactly("+a -a +a -a of a, who came 1 times and is offline");
    }

    @Test
    void aLateWitnessIsFoundToo() {
        Story other =
                new Story("w2/1", "w2", List.of(list("w", "w2"), came("b"), came("a"), went("a")), Planned.NOT_YET);

        expect(Rule.ONE_HISTORY, other).containsExactly("+b +a in a row, the witness was not");
    }

    private static ListAssert<String> expect(Rule rule, Story story) {
        return assertThat(excerpts(rule, new History(WITNESS, List.of(story), FATES)));
    }

    private static ListAssert<String> expectOfFates(Rule rule, Fate anna) {
        Map<String, Fate> fates = Map.of("w", new Fate(1, 1, true), "a", anna, "b", new Fate(1, 1, true));
        return assertThat(excerpts(rule, new History(WITNESS, List.of(), fates)));
    }

    private static List<String> excerpts(Rule rule, History history) {
        return Rule.violations(history).stream()
                .filter(violation -> violation.rule() == rule)
                .map(Violation::excerpt)
                .toList();
    }

    private static Story stays(String user, Told... told) {
        return new Story(user + "/1", user, List.of(told), Planned.NOT_YET);
    }

    private static Story ended(String user, Told... told) {
        return new Story(user + "/1", user, List.of(told), Planned.BY_CLIENT);
    }
}
