package shop.live;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Objects;

/** From when to when a user was online. */
@Entity
public class Visit {
    /** A visit as browsers see it; {@code went} and {@code reason} are empty while it lasts. */
    public record View(String user, String came, String went, String reason) {}

    @Id
    @GeneratedValue
    private Long id;

    private String login;
    private Instant came;
    private Instant went;
    private String reason;

    protected Visit() {}

    Visit(String login, Instant came) {
        this.login = login;
        this.came = came;
    }

    void end(Instant time, String why) {
        went = time;
        reason = why;
    }

    View view() {
        return new View(login, came.toString(), Objects.toString(went, ""), Objects.toString(reason, ""));
    }
}
