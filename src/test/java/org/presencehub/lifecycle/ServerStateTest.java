package org.presencehub.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.AttributeChangeNotification;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is heard of a bean that speaks as WildFly's does. */
class ServerStateTest {
    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final State server = new State();
    private final List<String> heard = new ArrayList<>();
    private final ServerState state =
            new ServerState(suspended -> heard.add(suspended ? "suspended" : "resumed"), () -> heard.add("end"));

    /** The part of a standard MBean that this class has to be one. */
    public interface StateMBean {}

    /** WildFly's bean, as far as it is listened to. */
    public static final class State extends NotificationBroadcasterSupport implements StateMBean {
        void become(String attribute, String before, String now) {
            sendNotification(
                    new AttributeChangeNotification(this, 1, 1, "", attribute, String.class.getName(), before, now));
        }

        void become(String before, String now) {
            become("RunningState", before, now);
        }
    }

    private static ObjectName name() throws JMException {
        return new ObjectName("jboss.root:type=state");
    }

    @BeforeEach
    void register() throws JMException {
        beans.registerMBean(server, name());
        state.watch();
    }

    @AfterEach
    void unregister() throws JMException {
        beans.unregisterMBean(name());
    }

    @Test
    void aServerIsSuspendedAndResumed() {
        server.become("normal", "suspending");
        server.become("suspending", "suspended");
        server.become("suspended", "normal");

        assertThat(heard).containsExactly("suspended", "resumed");
    }

    @Test
    void aServerThatStartsIsNotSuspended() {
        server.become("starting", "suspended");
        server.become("suspended", "normal");

        assertThat(heard).isEmpty();
    }

    @Test
    void aServerThatStopsIsHeardBeforeItDoes() {
        server.become("RuntimeConfigurationState", "ok", "stopping");
        assertThat(heard).isEmpty();
        server.become("normal", "stopping");
        assertThat(heard).containsExactly("end");
    }

    @Test
    void whoeverHasStoppedHearsNothingAndIsForgotten() {
        state.forget();
        state.forget();
        server.become("normal", "stopping");

        assertThat(heard).isEmpty();
    }
}
