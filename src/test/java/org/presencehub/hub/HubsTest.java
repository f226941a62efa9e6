package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Produces;
import java.util.Set;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.Hub;
import org.presencehub.HubTransport;
import org.presencehub.RawArguments;
import org.presencehub.connection.HubRoute;
import org.presencehub.hub.options.AccessOptions;
import org.presencehub.hub.options.HubOptions;
import org.presencehub.identity.Access;
import org.presencehub.identity.Caller;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.Records;

/** Which hubs a deployment may have, and whom they let in. */
@EnableWeld
class HubsTest {
    private static final Access OPEN = new Access.Open();
    private static final Access AUTHENTICATED = new Access.Authenticated();

    @WeldSetup
    WeldInitiator weld = HubContainer.with(
                    opening("/opened"),
                    Narrow.class,
                    Plain.class,
                    Opened.class,
                    Permitting.class,
                    ForMembers.class,
                    Denying.class)
            .build();

    private static HubOptions opening(String... paths) {
        return HubOptions.DEFAULTS.withAccess(AccessOptions.DEFAULTS
                .withOpenHubs(Set.of(paths))
                .withTransports(Set.of(HubTransport.WEB_SOCKETS, HubTransport.LONG_POLLING)));
    }

    @Hub("/plain")
    static class Plain {
        public void everybody() {}

        @PermitAll
        public void permitted() {}

        @RolesAllowed({"admin", "auditor"})
        public void someRoles() {}

        @DenyAll
        public void nobody() {}
    }

    @Hub("/opened")
    static class Opened extends Plain {}

    @Hub(
            value = "/narrow",
            transports = {HubTransport.WEB_SOCKETS, HubTransport.SERVER_SENT_EVENTS})
    static class Narrow {}

    @PermitAll
    @Hub("/permitting")
    static class Permitting {}

    @RolesAllowed("member")
    @Hub("/members")
    static class ForMembers {}

    @DenyAll
    @Hub("/denying")
    static class Denying {}

    private Access accessTo(String path) {
        return HubContainer.route(weld, path).access();
    }

    @Test
    void hubAsksForATokenUnlessConfigurationOpensIt() {
        assertThat(accessTo("/plain")).isEqualTo(AUTHENTICATED);
        assertThat(accessTo("/permitting")).isEqualTo(AUTHENTICATED);
        assertThat(accessTo("/opened")).isEqualTo(OPEN);
    }

    @Test
    void hubAsksForTheRolesOfItsClass() {
        assertThat(accessTo("/members")).isEqualTo(new Access.Roles(Set.of("member")));
        assertThat(accessTo("/denying").permits(new Caller(() -> "root", Set.of("admin"))))
                .isFalse();
    }

    @Test
    void hubIsReachedByTheTransportsThatItAndTheConfigurationAllow() {
        assertThat(HubContainer.route(weld, "/narrow").transports()).containsExactly(HubTransport.WEB_SOCKETS);
        assertThat(HubContainer.route(weld, "/plain").transports())
                .containsExactlyInAnyOrder(HubTransport.WEB_SOCKETS, HubTransport.LONG_POLLING);
    }

    @Test
    void routeNamesAllRolesThatCallersHaveToBeAskedAbout() {
        HubRoute plain = HubContainer.route(weld, "/plain");

        assertThat(plain.roles()).containsExactlyInAnyOrder("admin", "auditor");
        assertThat(HubContainer.route(weld, "/members").roles()).containsExactly("member");
    }

    @ParameterizedTest
    @CsvSource({
        "everybody, member, true",
        "everybody, -, true",
        "permitted, -, true",
        "someRoles, member, false",
        "someRoles, admin, true",
        "someRoles, auditor, true",
        "nobody, admin, false"
    })
    void methodsAreGuardedOneByOne(String method, String role, boolean allowed) {
        InMemoryClient client = InMemoryClient.of("anna", weld, "/plain", role);

        assertThat(client.call(method))
                .isEqualTo(
                        allowed
                                ? Records.done("1")
                                : Records.failed(
                                        "1", "Failed to invoke '" + method + "' because user is unauthorized"));
    }

    @Test
    void nobodyWithoutATokenPassesAGuardOfAnOpenHub() {
        InMemoryClient client = InMemoryClient.anonymous(weld, "/opened");

        assertThat(client.call("everybody")).isEqualTo(Records.done("1"));
        assertThat(client.error("someRoles")).isEqualTo("Failed to invoke 'someRoles' because user is unauthorized");
    }

    @Test
    void guardedMethodIsNotEvenSaidToBeNoStream() {
        InMemoryClient client = InMemoryClient.of("anna", weld, "/plain");
        client.send("{\"type\":4,\"invocationId\":\"1\",\"target\":\"nobody\",\"arguments\":[]}");

        assertThat(client.next())
                .isEqualTo(Records.failed("1", "Failed to invoke 'nobody' because user is unauthorized"));
    }

    private static void assertNotDeployed(String sentence, HubOptions options, Class<?>... hubs) {
        Weld weld = HubContainer.weld(hubs).addBeanClass(OptionsProducer.class);
        OptionsProducer.next = options;
        assertThatThrownBy(() -> {
                    try (var container = weld.initialize()) {
                        container.select(Hubs.class).get().routes();
                    }
                })
                .hasStackTraceContaining(sentence);
    }

    static class OptionsProducer {
        static HubOptions next = HubOptions.DEFAULTS;

        @Produces
        HubOptions options() {
            return next;
        }
    }

    @Hub("/plain")
    static class Twin {}

    @Hub(value = "/first", directedMessages = true)
    static class First {}

    @Hub(value = "/second", directedMessages = true)
    static class Second {}

    @Hub("/wrong")
    static class Wrong {
        public void relay(RawArguments all, String last) {}
    }

    @Test
    void noTwoHubsShareAPath() {
        assertNotDeployed(
                "Two hubs have the path /plain: " + Plain.class.getName() + " and " + Twin.class.getName()
                        + ". Give one of them another path",
                HubOptions.DEFAULTS,
                Plain.class,
                Twin.class);
    }

    @Test
    void noTwoHubsTakeDirectedMessages() {
        assertNotDeployed(
                "One hub can take directed messages, not all of [", HubOptions.DEFAULTS, First.class, Second.class);
    }

    @Test
    void hubThatCannotWorkStopsTheDeployment() {
        assertNotDeployed("has RawArguments before its last parameter.", HubOptions.DEFAULTS, Wrong.class);
    }

    @Test
    void onlyHubsThatAreThereCanBeOpened() {
        assertNotDeployed(
                "presencehub.open-hubs lists '/plian', but only hubs that ask for no role are allowed: [/opened, /plain].",
                opening("/plian"),
                Plain.class,
                Opened.class,
                ForMembers.class);
    }

    @Test
    void hubThatAsksForARoleCannotBeOpened() {
        assertNotDeployed("presencehub.open-hubs lists '/members'", opening("/members"), Plain.class, ForMembers.class);
    }
}
