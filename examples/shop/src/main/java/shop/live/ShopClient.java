package shop.live;

import shop.OrderView;

/** What pages listen for on {@link ShopHub}, beside directed messages and who comes and goes. */
public interface ShopClient {
    void announced(String from, String text);

    void orderApproved(OrderView order);
}
