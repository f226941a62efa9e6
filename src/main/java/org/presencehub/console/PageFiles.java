package org.presencehub.console;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.presencehub.stereotype.Component;

/** The files of the console's page, as they lie in its jar. Thread-safe; keeps those that were asked for. */
@Component
final class PageFiles {
    private static final String ROOT = "META-INF/resources/presencehub";
    private static final Pattern PATH = Pattern.compile("(?:/[a-z-]+)*/[a-z-]+(?:\\.min)?\\.([a-z]+)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain;charset=utf-8");

    private final Map<String, PageFile> read = new ConcurrentHashMap<>();

    /** {@return the file at this path below the page, which {@code /} stands for, if there is one} */
    Optional<PageFile> at(String path) throws IOException {
        String name = path.equals("/") ? "/index.html" : path;
        Matcher matcher = PATH.matcher(name);
        @Nullable String type = matcher.matches() ? TYPES.get(matcher.group(1)) : null;
        if (type == null) {
            return Optional.empty();
        }
        @Nullable PageFile known = read.get(name);
        return known == null ? read(name, type) : Optional.of(known);
    }

    private Optional<PageFile> read(String name, String type) throws IOException {
        try (@Nullable InputStream content = PageFiles.class.getClassLoader().getResourceAsStream(ROOT + name)) {
            if (content == null) {
                return Optional.empty();
            }
            PageFile file = PageFile.of(type, content.readAllBytes());
            read.put(name, file);
            return Optional.of(file);
        }
    }
}
