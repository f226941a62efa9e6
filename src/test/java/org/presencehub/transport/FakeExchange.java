package org.presencehub.transport;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.presencehub.http.HeldResponse;
import org.presencehub.testing.FakeNetwork;
import org.presencehub.testing.FakeNetwork.Frame;

/** A container's asynchronous request over a {@link FakeNetwork}: a write is done when the network says so. Thread-safe. */
public final class FakeExchange {
    private final FakeNetwork network;
    private final Consumer<FakeExchange> onCompleted;
    private final AtomicInteger completions = new AtomicInteger();
    private final Output out = new Output();
    private volatile int status = 200;
    private volatile int length = -1;

    /** @param onCompleted hears of each completion */
    public FakeExchange(FakeNetwork network, Consumer<FakeExchange> onCompleted) {
        this.network = network;
        this.onCompleted = onCompleted;
    }

    /** {@return the response as the code under test holds it} */
    public HeldResponse hold(Consumer<HeldResponse> onBroken) {
        AsyncContext context = standIn(AsyncContext.class, (proxy, method, arguments) -> {
            if (method.getName().equals("complete")) {
                completions.incrementAndGet();
                onCompleted.accept(this);
            }
            return null;
        });
        HttpServletRequest request = standIn(HttpServletRequest.class, (proxy, method, arguments) -> context);
        HttpServletResponse response = standIn(HttpServletResponse.class, this::call);
        try {
            return HeldResponse.hold(request, response, onBroken);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public int completions() {
        return completions.get();
    }

    public int status() {
        return status;
    }

    public int length() {
        return length;
    }

    /** {@return whether a write was not done yet, or failed} */
    public boolean isStuck() {
        return out.busy;
    }

    private @Nullable Object call(Object proxy, Method method, Object @Nullable [] arguments) {
        switch (method.getName()) {
            case "getOutputStream" -> {
                return out;
            }
            case "setStatus" -> status = (int) argument(arguments);
            case "setContentLength" -> length = (int) argument(arguments);
            default -> throw new UnsupportedOperationException(method.toString());
        }
        return null;
    }

    private static Object argument(Object @Nullable [] arguments) {
        if (arguments == null) {
            throw new IllegalArgumentException();
        }
        return arguments[0];
    }

    /** What is long comes in pieces: a frame is what was written up to a flush. */
    private final class Output extends ServletOutputStream {
        private final ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        private volatile boolean busy;
        private volatile boolean asked;
        private @Nullable WriteListener listener;

        @Override
        public void setWriteListener(WriteListener writeListener) {
            listener = writeListener;
            possible(writeListener);
        }

        @Override
        public synchronized boolean isReady() {
            asked = busy;
            return !busy;
        }

        @Override
        public void write(byte[] bytes) {
            if (busy) {
                throw new IllegalStateException("The container was not ready.");
            }
            pieces.writeBytes(bytes);
        }

        private void told(@Nullable Throwable cause) {
            WriteListener told = listener;
            if (told == null) {
                return;
            }
            if (cause != null) {
                told.onError(cause);
                return;
            }
            boolean call;
            synchronized (this) {
                busy = false;
                call = asked;
                asked = false;
            }
            if (call) {
                possible(told);
            }
        }

        private static void possible(WriteListener told) {
            try {
                told.onWritePossible();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            throw new UnsupportedOperationException("Not every container heeds these numbers.");
        }

        @Override
        public void write(int each) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void flush() {
            if (busy) {
                throw new IllegalStateException("The container was not ready.");
            }
            byte[] bytes = pieces.toByteArray();
            pieces.reset();
            if (bytes.length > 0 && bytes[0] != ':') { // a comment is nothing to the client
                busy = true;
                network.send(frame(bytes), this::told);
            }
        }
    }

    /** As a client understands it: an event's fields are lines of one text. */
    private static Frame frame(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!text.startsWith("data: ")) {
            return Frame.binary(bytes, false);
        }
        String event = text.substring(0, text.length() - 4); // the line's end and the empty line
        return new Frame(
                String.join(
                        "\n",
                        Arrays.stream(event.split("\r\n"))
                                .map(line -> line.substring(6))
                                .toList()),
                false);
    }

    private static <T> T standIn(Class<T> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(FakeExchange.class.getClassLoader(), new Class<?>[] {type}, calls));
    }
}
