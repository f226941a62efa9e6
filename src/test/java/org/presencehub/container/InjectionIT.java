package org.presencehub.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.presencehub.Delivery;
import org.presencehub.OnlineUsers;
import org.presencehub.Presence;
import org.presencehub.application.Orders;
import org.presencehub.presence.PresenceTracker;

/** The public API as the container injects it into beans of an application; these methods run inside the server. */
@ExtendWith(ArquillianExtension.class)
public class InjectionIT {
    @Inject
    private Orders orders;

    @Inject
    private OnlineUsers online;

    @Inject
    private Presence presence;

    @Deployment
    public static WebArchive deployment() {
        return Archives.application();
    }

    @Test
    public void beansOfAnApplicationSendDirectedMessages() {
        orders.approve("nobody", "7");

        assertThat(orders.reject("nobody", "7")).isEqualTo(Delivery.NONE);
    }

    @Test
    public void beansOfAnApplicationReachTheClientsOfTheirHub() {
        assertThat(orders.announce("7")).isEqualTo(Delivery.NONE);
    }

    @Test
    public void beansOfAnApplicationSeeWhoIsOnline() {
        assertThat(orders.isOwnerOnline("nobody")).isFalse();
        assertThat(online.snapshot().users()).isEmpty();
    }

    @Test
    public void presenceIsForHubCallsOnly() {
        assertThatThrownBy(presence::track).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @SuppressWarnings("BanJNDI") // only the naming service hands an EJB out as one
    public void thePresenceTrackerIsASingletonEjb() throws NamingException {
        Object bean = new InitialContext().lookup("java:module/PresenceTracker");

        assertThat(bean).isInstanceOf(PresenceTracker.class);
        assertThat(bean.getClass()).isNotEqualTo(PresenceTracker.class); // but the container's proxy of it
        assertThat(PresenceTracker.class).hasAnnotation(Singleton.class);
    }
}
