package org.presencehub.application;

import jakarta.ejb.EJBException;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.presencehub.Delivery;

/** Lets a test outside the server call {@link Checkout}. Thread-safe. */
@WebServlet("/checkout/*")
public class CheckoutServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    private transient Checkout checkout;

    @Inject
    private transient Ledger ledger;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getWriter()
                .print(answer(request.getPathInfo(), request.getParameter("owner"), request.getParameter("order")));
    }

    private String answer(String path, String owner, String order) {
        return switch (path) {
            case "/pay" -> outcome(checkout.pay(owner, order));
            case "/fail" -> outcome(checkout.payAndFail(owner, order));
            case "/throw" -> thrown(owner, order);
            case "/holds" -> String.valueOf(ledger.holds(order));
            default -> {
                run(path, owner, order);
                yield "";
            }
        };
    }

    private void run(String path, String owner, String order) {
        switch (path) {
            case "/ten" -> checkout.payInTen(owner);
            case "/progress" -> checkout.progressAndFail(owner, order);
            case "/async" -> checkout.payAsync(owner, order);
            case "/observed" -> checkout.payObserved(owner, order, false);
            case "/observed-failure" -> checkout.payObserved(owner, order, true);
            case "/hold" -> ledger.hold(order);
            case "/release" -> ledger.release(order);
            default -> throw new IllegalArgumentException(path);
        }
    }

    private String thrown(String owner, String order) {
        try {
            checkout.payAndThrow(owner, order);
            return "";
        } catch (EJBException e) {
            return String.valueOf(e.getCause());
        }
    }

    /** The transaction has ended by now, and so has the wait. */
    private static String outcome(Delivery delivery) {
        return delivery.whenDone()
                .handle((done, failure) -> failure == null ? done.toString() : failure.toString())
                .toCompletableFuture()
                .getNow("not yet");
    }
}
