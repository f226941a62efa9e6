package org.presencehub.application;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.presencehub.OnlineUsers;
import org.presencehub.Reconnect;
import org.presencehub.UserConnections;

/** Lets a test outside the server see and do what an administrator's desk would. Thread-safe. */
@WebServlet({
    "/desk/kick",
    "/desk/log-out",
    "/desk/connections",
    "/desk/ended",
    "/desk/online",
    "/desk/gazette",
    "/desk/release"
})
public class DeskServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    private transient UserConnections connections;

    @Inject
    private transient OnlineUsers online;

    @Inject
    private transient Gazette gazette;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String user = Objects.requireNonNullElse(request.getParameter("user"), "");
        response.setContentType("text/plain");
        response.getWriter()
                .print(
                        switch (request.getServletPath()) {
                            case "/desk/log-out" -> connections.logOut(user);
                            case "/desk/kick" ->
                                connections.kick(user, Reconnect.valueOf(request.getParameter("reconnect")));
                            case "/desk/connections" ->
                                lines(
                                        connections.of(user),
                                        each -> each.hub() + " " + each.transport() + " " + each.userAgent());
                            case "/desk/ended" ->
                                lines(
                                        connections.recentlyEnded().stream()
                                                .filter(each -> user.equals(each.user()))
                                                .toList(),
                                        each -> each.hub() + " " + each.reason().code());
                            case "/desk/online" -> online.connectionsOf(user).size() + " " + online.isOnline(user);
                            case "/desk/gazette" -> String.join("\n", gazette.about(user));
                            default -> {
                                gazette.release();
                                yield "";
                            }
                        });
    }

    private static <T> String lines(List<T> items, Function<T, String> line) {
        return items.stream().map(line).collect(Collectors.joining("\n"));
    }
}
