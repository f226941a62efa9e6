package shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** The orders in the database. */
@ApplicationScoped
@Transactional
public class Orders {
    private static final int CREDIT_LIMIT_CENTS = 100_000;

    @PersistenceContext
    private EntityManager entities;

    public List<OrderView> all() {
        return entities.createQuery("select o from Order o order by o.id", Order.class)
                .getResultStream()
                .map(OrderView::of)
                .toList();
    }

    public Optional<OrderView> view(long id) {
        return find(id).map(OrderView::of);
    }

    /** {@return the order, managed in the caller's transaction} */
    public Optional<Order> approve(long id) {
        Optional<Order> order = find(id);
        order.ifPresent(Order::approve);
        return order;
    }

    /** Takes the money for an order, last of all: what it throws rolls back whatever the transaction has done. */
    public void charge(Order order) {
        if (order.total() > CREDIT_LIMIT_CENTS) {
            throw new CreditExceededException("Order " + order.id() + " is above the credit of its customer.");
        }
    }

    private Optional<Order> find(long id) {
        return Optional.ofNullable(entities.find(Order.class, id));
    }
}
