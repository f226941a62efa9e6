package org.presencehub.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.presencehub.testing.HubContainer.TRANSACTIONS;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.json.bind.JsonbException;
import jakarta.transaction.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.presencehub.ClientProxy;
import org.presencehub.Clients;
import org.presencehub.Delivery;
import org.presencehub.DirectedMessage;
import org.presencehub.DirectedMessages;
import org.presencehub.Hub;
import org.presencehub.HubContext;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.Records;

/** Messages of a bean that runs in a transaction, whichever way it sends them. */
@EnableWeld
class TransactionTest {
    @WeldSetup
    WeldInitiator weld = HubContainer.with(Square.class, Orders.class).build();

    private InMemoryClient anna;
    private Orders orders;

    interface SquareClient {
        void News_Told(Object news);
    }

    @Hub(value = "/square", directedMessages = true)
    static class Square {
        @Inject
        Clients<SquareClient> clients;

        public void tellInTransaction(String outcome) {
            TRANSACTIONS.begin();
            clients.caller().News_Told("waits");
            clients.immediately().caller().News_Told("at once");
            if (outcome.equals("commit")) {
                TRANSACTIONS.commit();
            } else {
                TRANSACTIONS.rollback();
            }
        }

        public Delivery answerInTransaction() {
            TRANSACTIONS.begin();
            Delivery pending = Delivery.pending(CompletableFuture.completedStage(Delivery.NONE));
            TRANSACTIONS.commit();
            return pending;
        }
    }

    @ApplicationScoped
    static class Orders {
        @Inject
        Event<DirectedMessage> events;

        @Inject
        DirectedMessages messages;

        @Inject
        HubContext<Square> square;

        HubContext<Square> square() {
            return square;
        }

        void fire(DirectedMessage message) {
            events.fire(message);
        }

        void fireAsync(DirectedMessage message) {
            events.fireAsync(message);
        }

        Delivery send(DirectedMessage message) {
            return messages.send(message);
        }
    }

    /** All the ways to tell anna something, now or with the transaction. */
    enum Way {
        FIRED {
            @Override
            void tell(Orders orders, Object news, boolean immediately) {
                orders.fire(message(news, immediately));
            }
        },
        SENT {
            @Override
            void tell(Orders orders, Object news, boolean immediately) {
                orders.send(message(news, immediately));
            }
        },
        UNTYPED {
            @Override
            void tell(Orders orders, Object news, boolean immediately) {
                Clients<ClientProxy> clients = orders.square().clients();
                (immediately ? clients.immediately() : clients).user("anna").send("News_Told", news);
            }
        },
        TYPED {
            @Override
            void tell(Orders orders, Object news, boolean immediately) {
                Clients<SquareClient> clients = orders.square().clients(SquareClient.class);
                (immediately ? clients.immediately() : clients).user("anna").News_Told(news);
            }
        };

        abstract void tell(Orders orders, Object news, boolean immediately);

        private static DirectedMessage message(Object news, boolean immediately) {
            DirectedMessage message = DirectedMessage.toUser("anna", "News", "Told", news);
            return immediately ? message.immediately() : message;
        }
    }

    @BeforeEach
    void connect() {
        anna = InMemoryClient.of("anna", weld, "/square");
        orders = weld.select(Orders.class).get();
    }

    @AfterEach
    void leaveTransaction() {
        if (TRANSACTIONS.getTransactionStatus() != Status.STATUS_NO_TRANSACTION) {
            TRANSACTIONS.rollback();
        }
    }

    private static String told(String json) {
        return Records.event("News_Told", json);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsToldLeavesAfterTheCommit(Way way) {
        TRANSACTIONS.begin();
        way.tell(orders, 1, false);
        anna.assertNothingCame();
        TRANSACTIONS.commit();

        assertThat(anna.next()).isEqualTo(told("1"));
        anna.assertNothingCame();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsToldNeverLeavesAfterARollback(Way way) {
        TRANSACTIONS.begin();
        way.tell(orders, 1, false);
        TRANSACTIONS.rollback();

        anna.assertNothingCame();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsToldImmediatelyLeavesAtOnceAndBeforeARollback(Way way) {
        TRANSACTIONS.begin();
        way.tell(orders, 1, true);

        assertThat(anna.next()).isEqualTo(told("1"));
        TRANSACTIONS.setRollbackOnly();
        way.tell(orders, 2, true);
        assertThat(anna.next()).isEqualTo(told("2"));
    }

    @ParameterizedTest
    @EnumSource
    void payloadIsBoundWhenItIsTold(Way way) {
        List<Integer> mutable = new ArrayList<>(List.of(1));
        TRANSACTIONS.begin();
        way.tell(orders, mutable, false);
        mutable.add(2);
        TRANSACTIONS.commit();

        assertThat(anna.next()).isEqualTo(told("[1]"));
    }

    @ParameterizedTest
    @EnumSource
    void whoTellsWhatCannotBeBoundHearsOfItBeforeTheCommit(Way way) {
        TRANSACTIONS.begin();

        assertThatThrownBy(() -> way.tell(orders, new ClientsTest.Secretive(), false))
                .isInstanceOf(JsonbException.class);
    }

    @Test
    void tenInOneTransactionArriveInOrderWhicheverWayTheyWent() {
        TRANSACTIONS.begin();
        IntStream.range(0, 10).forEach(i -> Way.values()[i % Way.values().length].tell(orders, i, false));
        TRANSACTIONS.commit();

        assertThat(IntStream.range(0, 10).mapToObj(i -> anna.next()))
                .isEqualTo(IntStream.range(0, 10).mapToObj(i -> told("" + i)).toList());
    }

    @Test
    void receiversAreLookedUpWhenTheMessageLeaves() {
        TRANSACTIONS.begin();
        Delivery delivery = orders.send(DirectedMessage.toUsers(List.of("anna", "ben"), "News", "Told", 1));
        anna.vanish();
        InMemoryClient ben = InMemoryClient.of("ben", weld, "/square");
        InMemoryClient bensPhone = InMemoryClient.of("ben", weld, "/square");
        TRANSACTIONS.commit();

        assertThat(ben.next()).isEqualTo(told("1"));
        assertThat(bensPhone.next()).isEqualTo(told("1"));
        assertThat(delivery.whenDone().toCompletableFuture()).isCompletedWithValue(Delivery.reached(2, 1));
    }

    @Test
    void whomAMessageIsForIsSettledWhenItIsSent() {
        List<String> ids = new ArrayList<>(List.of(anna.id()));
        Clients<ClientProxy> clients = orders.square().clients();
        assertSettled(clients::clients, ids);
        List<String> users = new ArrayList<>(List.of("anna"));
        assertSettled(clients::users, users);
    }

    private void assertSettled(Function<List<String>, ClientProxy> addressing, List<String> ids) {
        TRANSACTIONS.begin();
        addressing.apply(ids).send("News_Told", 1);
        ids.clear();
        TRANSACTIONS.commit();
        assertThat(anna.next()).isEqualTo(told("1"));
    }

    @Test
    void hubMethodsObeyTheSameRuleAndItsAnswerDoesNot() {
        anna.send(Records.call("1", "tellInTransaction", "\"commit\""));
        assertThat(anna.next()).isEqualTo(told("\"at once\""));
        assertThat(anna.next()).isEqualTo(told("\"waits\""));
        assertThat(anna.next()).contains("\"invocationId\":\"1\"");

        anna.send(Records.call("2", "tellInTransaction", "\"rollback\""));
        assertThat(anna.next()).isEqualTo(told("\"at once\""));
        assertThat(anna.next()).contains("\"invocationId\":\"2\"");
    }

    @Test
    void aHubMethodMayAnswerADeliveryThatWaits() {
        assertThat(anna.result("answerInTransaction")).isEqualTo("{}");
    }

    @Test
    void messagesFiredAsyncAreDelivered() {
        orders.fireAsync(DirectedMessage.toUser("anna", "News", "Told", 1));

        assertThat(anna.next()).isEqualTo(told("1"));
    }

    @Test
    void messagesFiredAsyncInATransactionDoNotWaitForIt() {
        TRANSACTIONS.begin();
        orders.fireAsync(DirectedMessage.toUser("anna", "News", "Told", 1));

        assertThat(anna.next()).isEqualTo(told("1"));
    }
}
