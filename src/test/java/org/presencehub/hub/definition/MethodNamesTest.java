package org.presencehub.hub.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.Hub;
import org.presencehub.HubMethodName;

/** Which names that clients make up are for the log, and which of a hub's methods they may mean. */
class MethodNamesTest {
    private final MethodNames names =
            new MethodNames(HubDefinition.of(Room.class).methods().values());

    @Hub("/room")
    static class Room {
        public void post() {}

        public void postMessage() {}

        public void leave() {}

        @HubMethodName("größe")
        public void size() {}
    }

    @ParameterizedTest
    @ValueSource(strings = {"post", "a", "Post_2", "größe"})
    void identifiersAreForTheLogAndSoAreTheHubsOwnNames(String name) {
        assertThat(names.printable(name)).isEqualTo("'" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2post", "_post", "po st", "payload-1234", "post'", "pöst", "post\n", "\u202epost"})
    void anythingElseIsOnlyCounted(String name) {
        assertThat(names.printable(name)).isEqualTo("a name of " + name.length() + " characters that is no identifier");
    }

    @ParameterizedTest
    @CsvSource({"64, true", "65, false"})
    void longOnesAreNoIdentifiers(int length, boolean printed) {
        assertThat(names.printable("a".repeat(length)).startsWith("'")).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource({
        "pst, post",
        "p-o-s-t, post",
        "posts, post",
        "post_message, postMessage",
        "Post-Message, postMessage",
        "postMesage, postMessage",
        "postMassages, postMessage",
        "leaf, -",
        "enter, -",
        "p, -",
        "'', -",
        "SendMessage, -"
    })
    void aNameThatIsMeantIsProposed(String given, String meant) {
        Optional<@Nullable String> proposed = meant.equals("-") ? Optional.empty() : Optional.of(meant);

        assertThat(names.unknown(given))
                .isEqualTo("The hub has no such method."
                        + proposed.map(name -> " Did you mean '" + name + "'?").orElse(""));
    }
}
