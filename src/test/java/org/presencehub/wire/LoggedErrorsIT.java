package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireTest;

/**
 * What clients do, well or ill, is no error of the server: among the last classes, it looks at all that the suite has made the server log;
 * see {@link ClassOrderer.OrderAnnotation}.
 */
@WireTest
@Tag("ours")
@Order(Integer.MAX_VALUE - 1)
final class LoggedErrorsIT {
    private static final Pattern ERROR = Pattern.compile("^\\S+ \\S+ ERROR \\[([^]]+)] .*");

    /** Where it is told that an application's own code failed, as that of the tests does on purpose. */
    private static final Set<String> OF_APPLICATIONS =
            Set.of("org.presencehub.hub", "org.presencehub.presence", "org.jboss.as.ejb3.invocation");

    /** What nobody can keep Undertow from: it tells of a response that broke off before it had begun. */
    private static final Pattern OF_UNDERTOW = Pattern.compile("XNIO000011: Task io\\.undertow\\.servlet");

    private final ServerUnderTest server;

    LoggedErrorsIT(ServerUnderTest server) {
        this.server = server;
    }

    @Test
    void onlyWhatAnApplicationThrewIsLoggedAsAnError() {
        assumeThat(server.log()).isPresent();

        List<String> others = server.log()
                .orElseThrow()
                .lines()
                .filter(LoggedErrorsIT::isOfOthers)
                .toList();

        assertThat(others).isEmpty();
    }

    private static boolean isOfOthers(String line) {
        Matcher error = ERROR.matcher(line);
        return error.matches()
                && !OF_APPLICATIONS.contains(error.group(1))
                && !OF_UNDERTOW.matcher(line).find();
    }
}
