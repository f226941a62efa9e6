package org.presencehub.hub;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.presencehub.AuthenticationRefresh;
import org.presencehub.AuthenticationRefreshGate;
import org.presencehub.stereotype.Component;

/** The application's beans that have a say in which tokens count. Thread-safe; not final, since intercepted. */
@Component
class RefreshGates {
    private final Instance<AuthenticationRefreshGate> gates;

    @Inject
    RefreshGates(@Any Instance<AuthenticationRefreshGate> gates) {
        this.gates = gates;
    }

    /** {@return whether the application has none} */
    boolean areNone() {
        return gates.isUnsatisfied();
    }

    /** {@return whether all of them agree} Blocks as long as they do, and throws what they throw. */
    @ActivateRequestContext
    boolean permit(AuthenticationRefresh refresh) {
        for (Instance.Handle<AuthenticationRefreshGate> gate : gates.handles()) {
            if (!permits(gate, refresh)) {
                return false;
            }
        }
        return true;
    }

    /** Of a bean that others have, too, the handle would destroy theirs. */
    private static boolean permits(Instance.Handle<AuthenticationRefreshGate> gate, AuthenticationRefresh refresh) {
        try {
            return gate.get().permits(refresh);
        } finally {
            if (gate.getBean().getScope() == Dependent.class) {
                gate.destroy();
            }
        }
    }
}
