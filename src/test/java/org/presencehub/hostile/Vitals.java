package org.presencehub.hostile;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.presencehub.testing.CommandResult;
import org.presencehub.testing.ServerProcess;

/** What a server needs to live: room on its heap, and threads. Immutable. */
record Vitals(ServerProcess process) {
    /** The heap of the server under attack, in megabytes; WildFly and the application fill about a third. */
    static final int HEAP = 320;

    /** Megabytes that may be alive while it is attacked: the rest is for those who are served meanwhile. */
    static final int MOST_MEANWHILE = 260;

    /** Megabytes that may be alive after an attack. */
    static final int MOST_AFTERWARDS = 170;

    /** Pools grow to their size, and stay so for a while. */
    static final int MORE_THREADS = 120;

    private static final Pattern USED = Pattern.compile("heap\\s+total \\d+K, used (\\d+)K");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** {@return how many megabytes of the heap are in use behind a full collection} */
    int megabytesAlive() {
        tell("GC.run");
        String heap = tell("GC.heap_info");
        Matcher used = USED.matcher(heap);
        if (!used.find()) {
            throw new IllegalStateException(heap);
        }
        return Integer.parseInt(used.group(1)) / 1024;
    }

    int threads() {
        return process.threads();
    }

    private String tell(String command) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        return CommandResult.of(PATIENCE, Map.of(), List.of(jcmd, process.pid(), command))
                .requireSuccess()
                .output();
    }
}
