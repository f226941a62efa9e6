package shop;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;

/** Changes the price of tea every two seconds, and tells whoever observes. */
@Singleton
@Startup
public class PriceTimer {
    private static final int LOWEST = 400;
    private static final int RANGE = 100;

    @Inject
    private Event<PriceChanged> changes;

    private int step;

    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    void change() {
        step = (step + 7) % RANGE;
        changes.fire(new PriceChanged("Green tea", LOWEST + step));
    }
}
