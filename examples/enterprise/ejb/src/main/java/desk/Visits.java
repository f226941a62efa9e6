package desk;

import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import org.presencehub.UserCameOnline;
import org.presencehub.UserWentOffline;

/** Remembers who came and went. The container lets one caller in at a time. */
@Singleton
@Lock(LockType.WRITE)
public class Visits {
    /** Somebody came or went. */
    public record Visit(String user, boolean came) {}

    private final List<Visit> visits = new ArrayList<>();

    public void came(@Observes UserCameOnline event) {
        visits.add(new Visit(event.user(), true));
    }

    public void went(@Observes UserWentOffline event) {
        visits.add(new Visit(event.user(), false));
    }

    public List<Visit> all() {
        return List.copyOf(visits);
    }
}
