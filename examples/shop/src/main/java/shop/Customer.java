package shop;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Somebody who orders, by the name that they log in with. */
@Entity
public class Customer {
    @Id
    private String login;

    private String name;

    protected Customer() {}

    public Customer(String login, String name) {
        this.login = login;
        this.name = name;
    }

    public String login() {
        return login;
    }

    public String name() {
        return name;
    }
}
