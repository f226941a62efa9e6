package org.presencehub.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.json.bind.JsonbException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.presencehub.Delivery;
import org.presencehub.DirectedMessage;
import org.presencehub.DirectedMessages;
import org.presencehub.Hub;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.Records;

/** Messages of beans that know no hub, to users. */
class DirectedMessageTest {
    public record Approval(long order, String by) {}

    @Hub(value = "/messages", directedMessages = true)
    static class Messages {}

    @Hub("/chat")
    static class Chat {}

    @ApplicationScoped
    static class Orders {
        @Inject
        Event<DirectedMessage> messages;

        @Inject
        DirectedMessages sender;

        void fire(DirectedMessage message) {
            messages.fire(message);
        }

        Delivery send(DirectedMessage message) {
            return sender.send(message);
        }
    }

    @Nested
    @EnableWeld
    class WithAHubForThem {
        @WeldSetup
        WeldInitiator weld =
                HubContainer.with(Messages.class, Chat.class, Orders.class).build();

        private InMemoryClient anna;
        private InMemoryClient annasPhone;
        private InMemoryClient ben;
        private InMemoryClient chat;

        @BeforeEach
        void connect() {
            anna = InMemoryClient.of("anna", weld, "/messages");
            annasPhone = InMemoryClient.of("anna", weld, "/messages");
            ben = InMemoryClient.of("ben", weld, "/messages");
            chat = InMemoryClient.of("anna", weld, "/chat");
        }

        private Orders orders() {
            return weld.select(Orders.class).get();
        }

        private void assertHeardBy(String event, InMemoryClient... listeners) {
            for (InMemoryClient listener : listeners) {
                assertThat(listener.next()).isEqualTo(event);
            }
            List.of(anna, annasPhone, ben, chat).forEach(InMemoryClient::assertNothingCame);
        }

        @Test
        void firedMessageReachesAllConnectionsOfItsUser() {
            orders().fire(DirectedMessage.toUser("anna", "Orders", "Approved", new Approval(7, "ben")));

            assertHeardBy(Records.event("Orders_Approved", "{\"by\":\"ben\",\"order\":7}"), anna, annasPhone);
        }

        @Test
        void firedMessageReachesEachUserOnce() {
            orders().fire(DirectedMessage.toUsers(List.of("anna", "ben", "anna"), "Orders", "Approved"));

            assertHeardBy(Records.event("Orders_Approved"), anna, annasPhone, ben);
        }

        @Test
        void firedMessageReachesAll() {
            orders().fire(DirectedMessage.toAll("Orders", "Closed", "today", null));

            assertHeardBy(
                    "{\"type\":1,\"target\":\"Orders_Closed\",\"arguments\":[\"today\",null]}", anna, annasPhone, ben);
        }

        @Test
        void nullForTheWholePayloadIsOneArgument() {
            orders().fire(DirectedMessage.toUser("ben", "Orders", "Cleared", (Object[]) null));

            assertHeardBy(Records.event("Orders_Cleared", "null"), ben);
        }

        @Test
        void messageViaAnotherHubReachesThatHubsClientsOnly() {
            DirectedMessage message = DirectedMessage.toUser("anna", "Orders", "Approved");
            orders().fire(message.via(Chat.class));

            assertHeardBy(Records.event("Orders_Approved"), chat);
        }

        @Test
        void sentMessageTellsHowManyItReached() {
            assertThat(orders().send(DirectedMessage.toUser("anna", "Orders", "Approved")))
                    .isEqualTo(Delivery.reached(2, 1));
            assertThat(orders().send(DirectedMessage.toAll("Orders", "Approved")))
                    .isEqualTo(Delivery.reached(3, 2));
            assertThat(orders().send(DirectedMessage.toUser("carl", "Orders", "Approved")))
                    .isEqualTo(Delivery.NONE);
        }

        @Test
        void whoeverSendsHearsOfAMistake() {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> orders().fire(DirectedMessage.toAll("a", "b").via(Orders.class)))
                    .withMessage(Orders.class.getName() + " is not annotated with @Hub.");
            assertThatThrownBy(() -> orders().fire(DirectedMessage.toAll("a", "b", new ClientsTest.Secretive())))
                    .isInstanceOf(JsonbException.class);
        }
    }

    @Nested
    @EnableWeld
    class WithoutAHubForThem {
        @WeldSetup
        WeldInitiator weld = HubContainer.with(Chat.class, Orders.class).build();

        @Test
        void messagesReachNobodyAndTheLogSaysSoOnce() {
            InMemoryClient chat = InMemoryClient.of("anna", weld, "/chat");
            Orders orders = weld.select(Orders.class).get();
            List<String> log = new ArrayList<>();
            Logger logger = Logger.getLogger("org.presencehub.messaging");
            Handler handler = recording(log);
            logger.addHandler(handler);

            orders.fire(DirectedMessage.toAll("Orders", "Closed"));
            assertThat(orders.send(DirectedMessage.toUser("anna", "Orders", "Closed")))
                    .isEqualTo(Delivery.NONE);
            logger.removeHandler(handler);

            assertThat(log)
                    .containsExactly("A directed message reached nobody, as will all that name no hub: mark one with"
                            + " @Hub(directedMessages = true).");
            chat.assertNothingCame();
            assertThat(orders.send(DirectedMessage.toAll("Orders", "Closed").via(Chat.class)))
                    .isEqualTo(Delivery.reached(1, 1));
        }
    }

    private static Handler recording(List<String> log) {
        return new Handler() {
            @Override
            public void publish(LogRecord entry) {
                log.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
