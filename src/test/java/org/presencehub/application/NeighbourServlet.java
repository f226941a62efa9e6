package org.presencehub.application;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A neighbour that blocks the container's executors, which all that is deployed shares, until it is released. Thread-safe. */
@WebServlet({"/neighbour/block", "/neighbour/release"})
public class NeighbourServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final int TASKS = 100; // more than either has threads
    private static final long LONGEST_SECONDS = 60;

    @Resource
    private transient ManagedExecutorService executor;

    @Resource
    private transient ManagedScheduledExecutorService timers;

    private transient volatile CountDownLatch door = new CountDownLatch(0);

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        door.countDown();
        if (request.getServletPath().endsWith("block")) {
            CountDownLatch closed = new CountDownLatch(1);
            door = closed;
            for (int i = 0; i < TASKS; i++) {
                executor.execute(() -> await(closed));
                timers.execute(() -> await(closed));
            }
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private static void await(CountDownLatch door) {
        try {
            boolean unused = door.await(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
