package shop.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.presencehub.DirectedMessage;
import org.presencehub.HubContext;
import shop.Order;
import shop.OrderView;
import shop.Orders;

/** Approves orders and tells their owners, and all clerks. */
@ApplicationScoped
public class Approvals {
    @Inject
    private Orders orders;

    @Inject
    private Event<DirectedMessage> messages;

    @Inject
    private HubContext<ShopHub> hub;

    /**
     * Messages are made here, while the transaction can load what is lazy, and leave on commit. If the owner cannot
     * pay, nobody hears of it.
     *
     * @throws shop.CreditExceededException which rolls the transaction back
     */
    @Transactional
    public Optional<OrderView> approve(long id) {
        return orders.approve(id).map(this::settle);
    }

    private OrderView settle(Order order) {
        OrderView view = OrderView.of(order);
        messages.fire(DirectedMessage.toUser(order.owner(), "Orders", "Approved", view));
        hub.clients(ShopClient.class).group(ShopHub.CLERKS).orderApproved(view);
        orders.charge(order);
        return view;
    }
}
