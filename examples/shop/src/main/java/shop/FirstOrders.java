package shop;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** Fills the database, which is empty at each start. */
@Singleton
@Startup
public class FirstOrders {
    @PersistenceContext
    private EntityManager entities;

    @PostConstruct
    void write() {
        Customer bob = new Customer("bob", "Bob Barley");
        Customer carol = new Customer("carol", "Carol Clover");
        entities.persist(bob);
        entities.persist(carol);
        entities.persist(new Order(1L, bob, List.of(new OrderLine("Green tea", 2, 450))));
        entities.persist(
                new Order(2L, carol, List.of(new OrderLine("Oolong", 1, 1250), new OrderLine("Teapot", 1, 3900))));
        entities.persist(new Order(3L, carol, List.of(new OrderLine("Chest of tea", 400, 9900))));
    }
}
