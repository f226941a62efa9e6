package org.presencehub.history;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.presencehub.history.Told.Listed;
import org.presencehub.testing.Records;

/**
 * Understands what the server tells about the users of one run, those whose ids have one ending, and nothing of others. Thread-safe.
 *
 * <p>Hundreds are told the same words, so each text is read once.
 */
final class Hearing {
    private final String ending;
    private final Map<String, Optional<Told>> read = new ConcurrentHashMap<>();

    Hearing(String ending) {
        this.ending = ending;
    }

    /** What a record tells, if it is about our users. */
    Optional<Told> told(String record) {
        return read.computeIfAbsent(record, this::read);
    }

    private Optional<Told> read(String record) {
        JsonObject json = Records.parse(record);
        if (json.getInt("type") != 1 || json.getJsonArray("arguments").size() != 1) {
            throw new IllegalArgumentException("Not an event with one argument: " + record);
        }
        JsonArray arguments = json.getJsonArray("arguments");
        return switch (json.getString("target")) {
            case "UserIsOnline" -> ours(arguments.getString(0)).map(Told::came);
            case "UserIsOffline" -> ours(arguments.getString(0)).map(Told::went);
            case "GetOnlineUsers" -> Optional.of(list(arguments.getJsonArray(0)));
            default -> throw new IllegalArgumentException("No event of the presence hub: " + record);
        };
    }

    private Listed list(JsonArray users) {
        List<String> ours = users.getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .flatMap(user -> ours(user).stream())
                .toList();
        return Told.list(ours.toArray(String[]::new));
    }

    private Optional<String> ours(String user) {
        return Optional.of(user)
                .filter(any -> user.endsWith(ending))
                .map(any -> user.substring(0, user.length() - ending.length()));
    }
}
