package shop;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;

/** How much of one product somebody wants. */
@Entity
public class OrderLine {
    @Id
    @GeneratedValue
    private Long id;

    private String product;
    private int quantity;
    private int cents;

    protected OrderLine() {}

    public OrderLine(String product, int quantity, int cents) {
        this.product = product;
        this.quantity = quantity;
        this.cents = cents;
    }

    public String product() {
        return product;
    }

    public int quantity() {
        return quantity;
    }

    public int total() {
        return quantity * cents;
    }
}
