package shop.live;

import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.presencehub.Clients;
import org.presencehub.Groups;
import org.presencehub.Hub;
import org.presencehub.HubCallerContext;
import org.presencehub.HubException;

/** Talk in rooms. Each call has an instance of its own, so what lasts is in {@link ChatLog} and in the groups. */
@Hub("/hubs/chat")
public class ChatHub {
    @Inject
    private HubCallerContext caller;

    @Inject
    private Clients<ChatClient> clients;

    @Inject
    private Groups groups;

    @Inject
    private ChatLog log;

    public void enter(String room) {
        groups.add(caller.connectionId(), room);
        clients.othersInGroup(room).entered(room, caller.userId());
    }

    /** Asks the client first. {@return whether it agreed} */
    public CompletionStage<Boolean> leave(String room) {
        // Taken now: when the answer comes the call is over, and with it what is injected.
        String connection = caller.connectionId();
        return clients.caller().confirm("Leave " + room + "?").thenApply(agreed -> {
            if (agreed) {
                groups.remove(connection, room);
            }
            return agreed;
        });
    }

    public void post(String room, String text) {
        if (text.isBlank()) {
            throw new HubException("Write something first.");
        }
        publish(new Post(room, caller.userId(), text));
    }

    /** Streams what was posted before. */
    public Stream<Post> history(String room) {
        return log.of(room);
    }

    /** Posts the lines that the client streams as one text, when it is done. {@return how many there were} */
    public CompletionStage<Integer> dictate(String room, Flow.Publisher<String> lines) {
        String user = caller.userId();
        CompletableFuture<List<String>> dictation = Dictation.of(lines);
        return dictation.thenApply(all -> {
            publish(new Post(room, user, String.join("\n", all)));
            return all.size();
        });
    }

    private void publish(Post post) {
        log.add(post);
        clients.group(post.room()).posted(post);
    }
}
