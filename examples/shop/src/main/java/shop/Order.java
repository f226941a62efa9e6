package shop;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.util.List;

/** What a customer wants; its lines and its customer are only read while a transaction is open. */
@Entity
@Table(name = "orders") // ORDER is a word of SQL
public class Order {
    /** Whether somebody has decided on it. */
    public enum Status {
        OPEN,
        APPROVED
    }

    @Id
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Customer customer;

    @OneToMany(fetch = FetchType.LAZY, cascade = CascadeType.ALL)
    @JoinColumn(name = "order_id")
    @OrderColumn(name = "position")
    private List<OrderLine> lines;

    @Enumerated(EnumType.STRING)
    private Status status = Status.OPEN;

    protected Order() {}

    public Order(Long id, Customer customer, List<OrderLine> lines) {
        this.id = id;
        this.customer = customer;
        this.lines = lines;
    }

    public Long id() {
        return id;
    }

    /** {@return the user who ordered} */
    public String owner() {
        return customer.login();
    }

    public Customer customer() {
        return customer;
    }

    public List<OrderLine> lines() {
        return lines;
    }

    public Status status() {
        return status;
    }

    public int total() {
        return lines.stream().mapToInt(OrderLine::total).sum();
    }

    void approve() {
        status = Status.APPROVED;
    }
}
