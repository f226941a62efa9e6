package org.presencehub.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of foreign text in a line of the log. */
class PrintableTest {
    private static final String ASTRAL = "\ud83d\ude00"; // one character, two chars

    @ParameterizedTest
    @CsvSource({
        "control, 0x0",
        "control, 0x9",
        "control, 0xA",
        "control, 0xD",
        "control, 0x1B",
        "control, 0x7F",
        "control, 0x85",
        "format, 0xAD",
        "format, 0x200B",
        "format, 0x202E",
        "format, 0x2066",
        "format, 0xFEFF",
        "format, 0xE0041",
        "line separator, 0x2028",
        "paragraph separator, 0x2029",
        "surrogate, 0xD83D",
        "surrogate, 0xDE00",
        "private use, 0xE000",
        "private use, 0x10FFFD",
        "unassigned, 0x378",
        "unassigned, 0xFFFF",
        "unassigned, 0x10FFFF"
    })
    void whatDoesNotPrintIsAQuestionMark(String kind, int character) {
        String text = "a" + Character.toString(character) + "b";

        assertThat(Printable.line(text)).as(kind).isEqualTo("a?b");
        assertThat(Printable.line(text, 3)).as(kind).isEqualTo("a?b");
        assertThat(Printable.quoted(text)).as(kind).isEqualTo("'a?b'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "plain text", "Ännchen", "Ωμέγα", "日本語", "שלום", "e\u0301", "it's \"so\" \\", ASTRAL})
    void whatPrintsStays(String text) {
        assertThat(Printable.line(text)).isEqualTo(text);
    }

    @Test
    void aLineIsCutByCharactersAndNeverInsideOfOne() {
        assertThat(Printable.line("abc", 3)).isEqualTo("abc");
        assertThat(Printable.line("abcd", 3)).isEqualTo("abc");
        assertThat(Printable.line(ASTRAL.repeat(3), 3)).isEqualTo(ASTRAL.repeat(3));
        assertThat(Printable.line(ASTRAL.repeat(4), 3)).isEqualTo(ASTRAL.repeat(3));
        assertThat(Printable.line("a" + ASTRAL + "b", 2)).isEqualTo("a" + ASTRAL);
    }

    @Test
    void aQuotedTextCannotEndItsQuotes() {
        assertThat(Printable.quoted("a' and 'b")).isEqualTo("'a? and ?b'");
    }

    @Test
    void aQuotedTextIsCutAndSaysSo() {
        assertThat(Printable.quoted(ASTRAL.repeat(100))).isEqualTo("'" + ASTRAL.repeat(100) + "'");
        assertThat(Printable.quoted(ASTRAL.repeat(101))).isEqualTo("'" + ASTRAL.repeat(100) + "…'");
    }

    @Test
    void listsAreQuotedOneByOneAndCut() {
        assertThat(Printable.quoted(List.of())).isEqualTo("[]");
        assertThat(Printable.quoted(List.of("a", "b\n"))).isEqualTo("['a', 'b?']");
        assertThat(Printable.quoted(numbers(5))).isEqualTo("['1', '2', '3', '4', '5']");
        assertThat(Printable.quoted(numbers(6))).isEqualTo("['1', '2', '3', '4', '5', …]");
    }

    private static List<String> numbers(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(Integer::toString).toList();
    }
}
