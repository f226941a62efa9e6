package org.presencehub.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TextListTest {
    private final TextList list = new TextList("GetOnlineUsers");

    @Test
    void anEmptyListIsAList() {
        assertThat(sent()).isEqualTo("[]");
    }

    @Test
    void textsAreEscaped() {
        list.add("O\"Hara\\");
        list.add("日本");
        assertThat(sent()).isEqualTo("[\"O\\\"Hara\\\\\",\"日本\"]");
    }

    @Test
    void whatIsAddedAgainStaysWhereItIs() {
        list.add("anna");
        list.add("bert");
        list.add("anna");
        assertThat(sent()).isEqualTo("[\"anna\",\"bert\"]");
    }

    @Test
    void theAnnouncementIsMadeOnceForEachState() {
        list.add("anna");
        Announcement first = list.announcement();
        list.add("anna");
        list.remove("bert");
        assertThat(list.announcement()).isSameAs(first);
        list.add("bert");
        assertThat(list.announcement()).isNotSameAs(first);
        assertThat(Announcements.text(first)).contains("[\"anna\"]").doesNotContain("bert");
    }

    @Property(tries = 500)
    void itHoldsWhatASetWould(@ForAll @Size(max = 60) List<@IntRange(min = -9, max = 9) Integer> changes) {
        TextList tried = new TextList("GetOnlineUsers");
        Set<String> model = new LinkedHashSet<>();
        for (int change : changes) {
            String text = "user" + Math.abs(change);
            if (change > 0) {
                tried.add(text);
                model.add(text);
            } else {
                tried.remove(text);
                model.remove(text);
            }
            assertThat(sent(tried))
                    .isEqualTo(model.stream()
                            .map(each -> "\"" + each + "\"")
                            .toList()
                            .toString()
                            .replace(" ", ""));
        }
    }

    private String sent() {
        return sent(list);
    }

    private static String sent(TextList list) {
        String text = Announcements.text(list.announcement());
        String before = "{\"type\":1,\"target\":\"GetOnlineUsers\",\"arguments\":[";
        assertThat(text).startsWith(before).endsWith("]}");
        return text.substring(before.length(), text.length() - 2);
    }
}
