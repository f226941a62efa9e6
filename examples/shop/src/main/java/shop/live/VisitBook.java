package shop.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import org.presencehub.UserCameOnline;
import org.presencehub.UserWentOffline;

/**
 * Writes down who was online and when.
 *
 * <p>Events of one user come one after the other, so a visit is in the database before its end.
 */
@ApplicationScoped
@Transactional
public class VisitBook {
    @PersistenceContext
    private EntityManager entities;

    void came(@Observes UserCameOnline event) {
        entities.persist(new Visit(event.user(), event.time()));
    }

    void went(@Observes UserWentOffline event) {
        entities.createQuery("select v from Visit v where v.login = :login and v.went is null", Visit.class)
                .setParameter("login", event.user())
                .getResultStream()
                .forEach(visit -> visit.end(event.time(), event.reason().name()));
    }

    public List<Visit.View> all() {
        return entities.createQuery("select v from Visit v order by v.came", Visit.class)
                .getResultStream()
                .map(Visit::view)
                .toList();
    }
}
