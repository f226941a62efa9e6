package org.presencehub.messaging.commit;

import jakarta.annotation.Resource;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.presencehub.stereotype.Component;

/** The container's transactions. Thread-safe; on a thread without one, such as a socket's, it says so. */
@Component
final class Transactions {
    @Resource
    private TransactionSynchronizationRegistry registry;

    TransactionSynchronizationRegistry registry() {
        return registry;
    }
}
