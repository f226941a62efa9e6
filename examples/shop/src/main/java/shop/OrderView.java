package shop;

import java.util.List;

/** An order as browsers see it; made while the transaction is open, so that it holds what is loaded lazily. */
public record OrderView(long id, String owner, String customer, String status, List<LineView> lines, int totalCents) {
    /** A line of it. */
    public record LineView(String product, int quantity) {}

    public static OrderView of(Order order) {
        return new OrderView(
                order.id(),
                order.owner(),
                order.customer().name(),
                order.status().name(),
                order.lines().stream()
                        .map(line -> new LineView(line.product(), line.quantity()))
                        .toList(),
                order.total());
    }
}
