package shop.live;

import java.util.concurrent.CompletionStage;

/** What pages listen for on {@link ChatHub}. */
public interface ChatClient {
    void entered(String room, String user);

    void posted(Post post);

    /** Asks one user. {@return what the user says} */
    CompletionStage<Boolean> confirm(String question);
}
