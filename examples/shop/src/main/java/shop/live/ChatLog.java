package shop.live;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;

/** The last posts of all rooms; thread-safe, since hub methods of different connections run at once. */
@ApplicationScoped
public class ChatLog {
    private static final int MOST = 100;

    private final Deque<Post> posts = new ConcurrentLinkedDeque<>();

    void add(Post post) {
        posts.addLast(post);
        if (posts.size() > MOST) {
            posts.pollFirst();
        }
    }

    Stream<Post> of(String room) {
        return posts.stream().filter(post -> post.room().equals(room));
    }
}
