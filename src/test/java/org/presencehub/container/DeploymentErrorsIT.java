package org.presencehub.container;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Deployments that must fail, and the sentence that says why. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
public class DeploymentErrorsIT {
    private static final String TWO_DIRECTED = "two hubs that take directed messages";
    private static final String BAD_PATH = "a hub with a bad path";
    private static final String NO_CLIENTS = "clients that cannot be called";
    private static final String ABSTRACT = "a hub that is abstract";
    private static final String INTERFACE = "a hub that is an interface";
    private static final String NO_CONSTRUCTOR = "a hub that nobody can make";
    private static final String NO_HUB = "the clients of what is no hub";
    private static final String WRONG_VALUE = "a wrong setting";
    private static final String MISSPELT = "a misspelt setting";

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = TWO_DIRECTED, managed = false, testable = false)
    public static WebArchive twoDirected() {
        return Archives.packaged("two-directed.war").addClasses(SecondLatchHub.class, ThirdLatchHub.class);
    }

    @Deployment(name = BAD_PATH, managed = false, testable = false)
    public static WebArchive badPath() {
        return Archives.packaged("bad-path.war").addClass(PathlessHub.class);
    }

    @Deployment(name = NO_CLIENTS, managed = false, testable = false)
    public static WebArchive noClients() {
        return Archives.packaged("no-clients.war").addClasses(AskingHub.class, AskingHub.Questions.class);
    }

    @Deployment(name = ABSTRACT, managed = false, testable = false)
    public static WebArchive abstractHub() {
        return Archives.packaged("abstract.war").addClass(AbstractHub.class);
    }

    @Deployment(name = INTERFACE, managed = false, testable = false)
    public static WebArchive interfaceHub() {
        return Archives.packaged("interface.war").addClass(InterfaceHub.class);
    }

    @Deployment(name = NO_CONSTRUCTOR, managed = false, testable = false)
    public static WebArchive noConstructor() {
        return Archives.packaged("no-constructor.war").addClass(NamedHub.class);
    }

    @Deployment(name = NO_HUB, managed = false, testable = false)
    public static WebArchive noHub() {
        return Archives.packaged("no-hub.war").addClasses(AskingNoHub.class, AskingNoHub.NoHub.class);
    }

    @Deployment(name = WRONG_VALUE, managed = false, testable = false)
    public static WebArchive wrongValue() {
        StringAsset settings = new StringAsset("presencehub.client-timeout=soon");
        return Archives.packaged("wrong-value.war").addAsResource(settings, "META-INF/microprofile-config.properties");
    }

    @Deployment(name = MISSPELT, managed = false, testable = false)
    public static WebArchive misspelt() {
        StringAsset settings = new StringAsset("presencehub.maximum-conections=5");
        return Archives.packaged("misspelt.war").addAsResource(settings, "META-INF/microprofile-config.properties");
    }

    @Test
    public void oneHubAtMostTakesDirectedMessages() {
        assertThatThrownBy(() -> deployer.deploy(TWO_DIRECTED))
                .hasMessageContaining("One hub can take directed messages, not all of")
                .hasMessageContaining("SecondLatchHub");
    }

    @Test
    public void aHubHasAPath() {
        assertThatThrownBy(() -> deployer.deploy(BAD_PATH))
                .hasMessageContaining("PathlessHub needs a path like /hubs/chat, not 'hubs chat'.");
    }

    @Test
    public void clientsAreCalledThroughAnInterfaceThatFits() {
        assertThatThrownBy(() -> deployer.deploy(NO_CLIENTS))
                .hasMessageContaining("AskingHub$Questions: it has the method confirm, which returns neither void nor");
    }

    @Test
    public void aHubIsNotAbstract() {
        assertThatThrownBy(() -> deployer.deploy(ABSTRACT))
                .hasMessageContaining("AbstractHub cannot be served, since it is abstract: annotate the classes that"
                        + " extend it instead.");
    }

    @Test
    public void aHubIsNoInterface() {
        assertThatThrownBy(() -> deployer.deploy(INTERFACE))
                .hasMessageContaining("InterfaceHub cannot be served, since it is an interface: annotate the class"
                        + " that implements it instead.");
    }

    @Test
    public void aHubCanBeMade() {
        assertThatThrownBy(() -> deployer.deploy(NO_CONSTRUCTOR))
                .hasMessageContaining("NamedHub cannot be served, since it has neither a constructor without"
                        + " parameters nor one annotated with @Inject: add one of the two.");
    }

    @Test
    public void aHubContextIsOfAHub() {
        assertThatThrownBy(() -> deployer.deploy(NO_HUB))
                .hasMessageContaining("AskingNoHub.context names no hub: annotate " + AskingNoHub.NoHub.class.getName()
                        + " with @Hub, or name a class that is.");
    }

    @Test
    public void aSettingIsRightOrStopsTheDeployment() {
        assertThatThrownBy(() -> deployer.deploy(WRONG_VALUE))
                .hasMessageContaining("presencehub.client-timeout is 'soon', but only a number of seconds");
    }

    @Test
    public void aSettingIsOneThatIsReadOrStopsTheDeployment() {
        assertThatThrownBy(() -> deployer.deploy(MISSPELT))
                .hasMessageContaining("There is no such setting as presencehub.maximum-conections (the nearest is"
                        + " presencehub.maximum-connections)");
    }
}
