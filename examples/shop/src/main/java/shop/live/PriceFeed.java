package shop.live;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicLong;
import shop.PriceChanged;

/** Turns the price changes of the shop's timer into a stream that clients can listen to. */
@ApplicationScoped
public class PriceFeed {
    private static final int BUFFER = 16;

    @Resource
    private ManagedExecutorService executor;

    private final AtomicLong ticks = new AtomicLong();
    private SubmissionPublisher<PriceChanged> publisher;

    @PostConstruct
    void open() {
        publisher = new SubmissionPublisher<>(executor, BUFFER);
    }

    @PreDestroy
    void close() {
        publisher.close();
    }

    void changed(@Observes PriceChanged change) {
        ticks.incrementAndGet();
        publisher.offer(change, null); // a client too slow for prices misses some
    }

    public Flow.Publisher<PriceChanged> publisher() {
        return publisher;
    }

    /** {@return how often the timer has fired since somebody first asked for prices} */
    public long ticks() {
        return ticks.get();
    }
}
