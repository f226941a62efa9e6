package org.presencehub.hostile;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.TestKeys;
import org.presencehub.testing.TokenDraft;
import org.presencehub.testing.WildFlyServer;

/** Hands the server under attack to all tests of the package: it has little memory, and some hubs that ask for no token. Stateless. */
final class SmallServer implements ParameterResolver {
    private static final Path KEYS = Path.of("target", "test-keys").toAbsolutePath();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == ServerUnderTest.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot()
                .getStore(Namespace.create(SmallServer.class))
                .getOrComputeIfAbsent(ServerUnderTest.class, any -> start());
    }

    private static ServerUnderTest start() {
        TestKeys.in(KEYS);
        WildFlyServer server = WildFlyServer.launch("hostile")
                .with("JBOSS_JAVA_SIZING", "-Xms64m -Xmx" + Vitals.HEAP + "m")
                .with(
                        "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                        KEYS.resolve("public.pem").toString())
                .with("MP_JWT_VERIFY_AUDIENCES", TokenDraft.AUDIENCE)
                .with("PRESENCEHUB_CLIENT_TIMEOUT", "300") // the bystander only speaks when asked
                .with("PRESENCEHUB_DEVELOPMENT", "true")
                .with("PRESENCEHUB_OPEN_HUBS", "/signalrhub,/conformance")
                .start();
        return ServerUnderTest.at(server);
    }
}
