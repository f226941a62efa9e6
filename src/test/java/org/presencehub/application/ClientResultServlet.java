package org.presencehub.application;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.presencehub.HubContext;

/** Asks a client of {@link FunctionalHub} from outside the hub, and tells what it answered. Thread-safe. */
@WebServlet("/functional-result")
public class ClientResultServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final long PATIENCE_SECONDS = 10;

    @Inject
    private transient HubContext<FunctionalHub> hub;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Access-Control-Allow-Origin", "*");
        response.setContentType("text/plain");
        response.getWriter().print(answer(request.getParameter("client")));
    }

    private String answer(String client) {
        try {
            return hub.clients()
                    .client(client)
                    .invoke(Integer.class, "Result")
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .toString();
        } catch (ExecutionException e) {
            return String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage());
        } catch (TimeoutException e) {
            return "no answer";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
