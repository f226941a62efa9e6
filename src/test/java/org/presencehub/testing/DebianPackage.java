package org.presencehub.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A program that some tests need and that Debian packages. Immutable. */
public record DebianPackage(String name, Path program) {
    public static final DebianPackage CHROMIUM = new DebianPackage("chromium", Path.of("/usr/bin/chromium"));
    public static final DebianPackage FIREFOX = new DebianPackage("firefox-esr", Path.of("/usr/bin/firefox-esr"));
    public static final DebianPackage NGINX = new DebianPackage("nginx-light", Path.of("/usr/sbin/nginx"));

    private static final Path APT_GET = Path.of("/usr/bin/apt-get");

    /** Installs the package if it is missing and we may, and answers where the program is. */
    public Path require() {
        if (!Files.isExecutable(program) && Files.isExecutable(APT_GET) && isRoot()) {
            aptGet("update");
            aptGet("install", "-y", "--no-install-recommends", name);
        }
        if (!Files.isExecutable(program)) {
            throw new IllegalStateException(program + " is missing; install it by: apt-get install " + name);
        }
        return program;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** In run level 1 a package does not start its service (invoke-rc.d(8)). */
    private static void aptGet(String... arguments) {
        List<String> command = Stream.concat(Stream.of(APT_GET.toString(), "-q"), Stream.of(arguments))
                .toList();
        Map<String, String> environment = Map.of("DEBIAN_FRONTEND", "noninteractive", "RUNLEVEL", "1");
        CommandResult.of(Duration.ofMinutes(10), environment, command).requireSuccess();
    }
}
