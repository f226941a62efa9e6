package org.presencehub.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.presencehub.ClientDisconnectedException;
import org.presencehub.protocol.HubMessage.Completion;
import org.presencehub.protocol.HubMessage.StreamItem;

/** The streams that one client sends, by their ids. Thread-safe. */
final class Uploads {
    private final RunningHub hub;
    private final String connectionId;

    @GuardedBy("this")
    private final Map<String, Upload> open = new HashMap<>(0);

    @GuardedBy("this")
    private boolean ended;

    Uploads(RunningHub hub, String connectionId) {
        this.hub = hub;
        this.connectionId = connectionId;
    }

    /** {@return the streams of a call, in the order of its parameters} */
    synchronized List<Upload> open(Request request, HubMethod method) {
        List<Upload> uploads = new ArrayList<>(method.uploads().size());
        for (int i = 0; i < method.uploads().size(); i++) {
            Upload upload = new Upload(
                    hub, connectionId, request.target(), i + 1, method.uploads().get(i));
            uploads.add(upload);
            open.put(request.streamIds().get(i), upload);
            if (ended) {
                upload.drop(disconnected());
            }
        }
        return uploads;
    }

    /** {@return an id that is open already, or listed twice} */
    synchronized Optional<String> firstInUse(List<String> streamIds) {
        Set<String> seen = new HashSet<>(open.keySet());
        return streamIds.stream().filter(id -> !seen.add(id)).findFirst();
    }

    /** @param done reads on; what is for no open stream is ignored */
    void item(StreamItem message, Runnable done) {
        Upload upload;
        synchronized (this) {
            upload = open.get(message.invocationId());
        }
        if (upload == null) {
            done.run();
        } else {
            upload.item(message.item(), done);
        }
    }

    /** {@return whether this ended a stream} */
    boolean complete(Completion message) {
        Upload upload;
        synchronized (this) {
            upload = open.remove(message.invocationId());
        }
        if (upload != null) {
            upload.complete(message.error());
        }
        return upload != null;
    }

    /** The call that reads these is over. */
    void close(Request request, List<Upload> uploads) {
        synchronized (this) {
            for (int i = 0; i < uploads.size(); i++) {
                open.remove(request.streamIds().get(i), uploads.get(i)); // another one may have the id by now
            }
        }
        uploads.forEach(
                upload -> upload.drop(new CancellationException("The hub method that read the stream is over.")));
    }

    /** The connection has ended. */
    void end() {
        List<Upload> left;
        synchronized (this) {
            ended = true;
            left = List.copyOf(open.values());
            open.clear();
        }
        left.forEach(upload -> upload.drop(disconnected()));
    }

    private ClientDisconnectedException disconnected() {
        return new ClientDisconnectedException("Connection '" + connectionId + "' disconnected.");
    }
}
