package org.presencehub.identity.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was answered. Confined to the thread of its test. */
final class RecordedResponse {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Map<String, String> headers = new TreeMap<>();
    private int status = 200;

    static RecordedResponse to(RequestRefusedException refusal) {
        RecordedResponse response = new RecordedResponse();
        try {
            refusal.answer(response.servletResponse());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return response;
    }

    HttpServletResponse servletResponse() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                RecordedResponse.class.getClassLoader(), new Class<?>[] {HttpServletResponse.class}, this::call);
    }

    int status() {
        return status;
    }

    /** {@return all headers, the length of the body among them} */
    Map<String, String> headers() {
        return headers;
    }

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    String body() {
        return body.toString(UTF_8);
    }

    private @Nullable Object call(Object proxy, Method method, Object @Nullable [] given) {
        if (method.getName().equals("getOutputStream")) {
            return new Output();
        }
        Object[] arguments = Objects.requireNonNull(given);
        switch (method.getName()) {
            case "setStatus" -> status = (int) arguments[0];
            case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
            case "setContentLength" -> headers.put("Content-Length", String.valueOf(arguments[0]));
            default -> throw new UnsupportedOperationException(method.toString());
        }
        return null;
    }

    private final class Output extends ServletOutputStream {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(int each) {
            body.write(each);
        }
    }
}
