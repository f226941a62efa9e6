package shop;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.util.UUID;

/** How much of one product somebody wants. */
@Entity
public class OrderLine {
    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    private UUID id;

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
