package shop.live;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;

/** From when to when a user was online. */
@Entity
public class Visit {
    /** A visit as browsers see it; {@code went} and {@code reason} are empty while it lasts. */
    public record View(String user, String came, String went, String reason) {}

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    private UUID id;

    private String login;
    private OffsetDateTime came;
    private OffsetDateTime went;
    private String reason;

    protected Visit() {}

    Visit(String login, Instant came) {
        this.login = login;
        this.came = came.atOffset(ZoneOffset.UTC);
    }

    void end(Instant time, String why) {
        went = time.atOffset(ZoneOffset.UTC);
        reason = why;
    }

    View view() {
        return new View(login, came.toString(), Objects.toString(went, ""), Objects.toString(reason, ""));
    }
}
