package org.presencehub.config;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Reads values, and says what is wrong with one: the key, the value, what is allowed. Immutable. */
final class Settings {
    private final Config config;

    Settings(Config config) {
        this.config = config;
    }

    Optional<String> text(String key) {
        return config.getOptionalValue(key, String.class).map(String::strip).filter(value -> !value.isEmpty());
    }

    List<String> list(String key) {
        return text(key).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /** {@return what the name stands for} */
    <T> Optional<T> choice(String key, Map<String, T> named) {
        List<T> chosen = choices(key, named);
        if (chosen.size() > 1) {
            throw new IllegalArgumentException(key + " lists several values, but only one is allowed.");
        }
        return chosen.stream().findFirst();
    }

    /** {@return what the listed names stand for} */
    <T> List<T> choices(String key, Map<String, T> named) {
        String allowed = "a list of " + new TreeSet<>(named.keySet());
        return list(key).stream()
                .distinct()
                .map(item -> convert(
                        key,
                        item,
                        allowed,
                        name -> Optional.ofNullable(named.get(name)).orElseThrow(IllegalArgumentException::new)))
                .toList();
    }

    /** Stops whoever still sets a key that is no longer read. */
    void refuse(String key, String why) {
        if (config.getOptionalValue(key, String.class).isPresent()) {
            throw new IllegalArgumentException(key + " is set, but it " + why + ".");
        }
    }

    /** A missing value is false. */
    boolean flag(String key) {
        return flag(key, false);
    }

    boolean flag(String key, boolean otherwise) {
        return value(key, otherwise, "true or false", value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        });
    }

    Duration seconds(String key, Duration otherwise, Duration least) {
        String allowed = "a number of seconds, such as 15 or 0.5, of at least " + least.toMillis() / 1000.0;
        return value(key, otherwise, allowed, value -> {
            Duration duration =
                    Duration.ofNanos(new BigDecimal(value).movePointRight(9).longValueExact());
            return require(duration, duration.compareTo(least) >= 0);
        });
    }

    long number(String key, long otherwise, long least, long most) {
        return value(key, otherwise, "a whole number from " + least + " to " + most, value -> {
            long number = Long.parseLong(value);
            return require(number, number >= least && number <= most);
        });
    }

    /** {@return origins as browsers send them} */
    List<String> origins(String key) {
        String allowed = "origins such as https://app.example.com, separated by commas; * is not allowed, name them";
        return list(key).stream()
                .map(item -> convert(key, item, allowed, Settings::origin))
                .toList();
    }

    private static String origin(String value) {
        URI uri = URI.create(value);
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        return require(value, web && value.equals(uri.getScheme() + "://" + uri.getHost() + port));
    }

    private <T> T value(String key, T otherwise, String allowed, Function<String, T> reading) {
        return text(key).map(value -> convert(key, value, allowed, reading)).orElse(otherwise);
    }

    private static <T> T convert(String key, String value, String allowed, Function<String, T> reading) {
        try {
            return reading.apply(value);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException(key + " is '" + value + "', but only " + allowed + " is allowed.", e);
        }
    }

    private static <T> T require(T value, boolean allowed) {
        if (!allowed) {
            throw new IllegalArgumentException();
        }
        return value;
    }
}
