package org.presencehub.hubs;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.presencehub.DisconnectReason;
import org.presencehub.HubCallerContext;
import org.presencehub.OnlineUsers;
import org.presencehub.Presence;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;

/** The hub hands connections to presence and tells who is online; the rules themselves are tested where they are. */
@EnableWeld
class PresenceHubTest {
    @WeldSetup
    WeldInitiator weld = HubContainer.with(PresenceHub.class, GuestBook.class).build();

    /** Takes in everybody but the uninvited. */
    @ApplicationScoped
    static class GuestBook implements Presence, OnlineUsers {
        private final List<String> guests = new CopyOnWriteArrayList<>();

        @Inject
        HubCallerContext caller;

        @Override
        public void track() {
            String user = caller.userId();
            if (user == null) {
                throw new IllegalStateException("uninvited");
            }
            guests.add(user);
        }

        @Override
        public void untrack() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOnline(String userId) {
            return guests.contains(userId);
        }

        @Override
        public int count() {
            return guests.size();
        }

        @Override
        public Set<String> among(Collection<String> userIds) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<String> page(@Nullable String after, int atMost) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<String> connectionsOf(String userId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Snapshot snapshot() {
            return new Snapshot(guests.size(), List.copyOf(guests));
        }
    }

    @Test
    void whoConnectsIsHandedToPresenceBeforeTheFirstCall() {
        InMemoryClient anna = InMemoryClient.of("anna", weld, "/hubs/presence");
        assertThat(anna.result("GetOnlineUsers")).isEqualTo("[\"anna\"]");

        InMemoryClient ben = InMemoryClient.of("ben", weld, "/hubs/presence");
        assertThat(ben.result("GetOnlineUsers")).isEqualTo("[\"anna\",\"ben\"]");
    }

    @Test
    void whomPresenceRefusesIsNotConnected() {
        InMemoryClient somebody = InMemoryClient.anonymous(weld, "/hubs/presence");

        assertThat(somebody.closed()).isEqualTo(DisconnectReason.REFUSED_BY_HUB);
    }
}
