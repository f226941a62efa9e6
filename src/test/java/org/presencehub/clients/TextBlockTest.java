package org.presencehub.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.presencehub.connection.outbound.Batches;
import org.presencehub.messaging.Announcements;
import org.presencehub.protocol.Arguments;
import org.presencehub.protocol.Json;

/** Lists of texts in blocks, on the wire. */
class TextBlockTest {
    private final TextBlock first = TextBlock.of(List.of("anna", "bert"));
    private final TextBlock second = TextBlock.of(List.of("carl"));

    @Test
    void anEmptyListIsAList() {
        assertThat(sent(TextBlock.of(List.of()))).isEqualTo("[]");
    }

    @Test
    void blocksFollowEachOtherInOneList() {
        assertThat(sent(TextBlock.over(List.of(first, second)))).isEqualTo("[\"anna\",\"bert\",\"carl\"]");
    }

    @Test
    void textsAreEscaped() {
        assertThat(sent(TextBlock.of(List.of("O\"Hara\\", "日本")))).isEqualTo("[\"O\\\"Hara\\\\\",\"日本\"]");
    }

    @Test
    void listsShareTheBytesOfTheirBlocks() {
        TextBlock third = TextBlock.of(List.of("dora"));
        for (String protocol : List.of("json", "messagepack")) {
            List<byte[]> one = arrays(TextBlock.over(List.of(first, second)), protocol);
            List<byte[]> other =
                    arrays(TextBlock.over(List.of(TextBlock.over(List.of(first, second)), third)), protocol);
            List<byte[]> shared = one.stream()
                    .filter(part -> other.stream().anyMatch(each -> each == part))
                    .toList();
            assertThat(shared)
                    .as(protocol)
                    .anySatisfy(part -> assertThat(part).asString(UTF_8).contains("anna", "bert"))
                    .anySatisfy(part -> assertThat(part).asString(UTF_8).contains("carl"));
        }
    }

    @Test
    void aListWeighsAboutWhatItHasOnTheWire() {
        Announcement list = Announcement.ofList("GetOnlineUsers", TextBlock.over(List.of(first, second)));
        assertThat(list.size()).isEqualTo("GetOnlineUsers\"anna\",\"bert\",\"carl\",".length());
    }

    @Property(tries = 300)
    void blocksMakeTheSameMessageAsOneArgumentWouldWhateverIsInThem(
            @ForAll @Size(max = 12) List<@Size(max = 40) List<String>> blocks) {
        List<TextBlock> texts = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (List<String> block : blocks) {
            if (!block.isEmpty()) {
                texts.add(TextBlock.of(block));
                all.addAll(block);
            }
        }
        String json = all.stream().map(text -> Json.quote(text).toString()).collect(Collectors.joining(",", "[", "]"));
        Announcement inOne = Announcement.of(new SerializedInvocation("GetOnlineUsers", Arguments.of(Json.of(json))));
        Announcement inBlocks = Announcement.ofList("GetOnlineUsers", TextBlock.over(texts));
        assertThat(inBlocks.in("json").bytes()).isEqualTo(inOne.in("json").bytes());
        assertThat(inBlocks.in("messagepack").bytes())
                .isEqualTo(inOne.in("messagepack").bytes());
        assertThat(inBlocks.in("messagepack").binary()).isTrue();
    }

    private static List<byte[]> arrays(TextBlock texts, String protocol) {
        return Batches.arrays(Announcement.ofList("GetOnlineUsers", texts).in(protocol));
    }

    private static String sent(TextBlock texts) {
        String text = Announcements.text(Announcement.ofList("GetOnlineUsers", texts));
        String before = "{\"type\":1,\"target\":\"GetOnlineUsers\",\"arguments\":[";
        assertThat(text).startsWith(before).endsWith("]}");
        return text.substring(before.length(), text.length() - 2);
    }
}
