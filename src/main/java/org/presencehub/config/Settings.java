package org.presencehub.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Reads values, and says what is wrong with one: the key, the value, what is allowed. Thread-safe.
 *
 * <p>All methods that read throw an {@link IllegalArgumentException} with such a sentence.
 */
public final class Settings {
    /** Read by every room that asks which hubs are open. */
    public static final String OPEN_HUBS = "presencehub.open-hubs";

    /** Read by presence, and by whoever waits for a client whose poll broke off. */
    public static final String LOST_GRACE = "presencehub.presence.lost-grace";

    private static final String DEVELOPMENT = "presencehub.development";
    private static final Duration LEAST_TIMEOUT = Duration.ofMillis(100);

    /** Of this deployment, since each has a class loader: extensions, which ask, are made one by one and know nothing of each other. */
    private static final KnownKeys ASKED_HERE = new KnownKeys();

    private final Config config;
    private final KnownKeys known;

    /** Reads from this configuration. */
    public Settings(Config config) {
        this(config, new KnownKeys());
    }

    private Settings(Config config, KnownKeys known) {
        this.config = config;
        this.known = known;
    }

    /**
     * {@return those of the deployment that is being started}
     *
     * <p>By the class loader of its WAR: in an EAR the calling thread may have that of the EAR, which does not see what the WAR sets.
     */
    public static Settings current() {
        return new Settings(ConfigProvider.getConfig(Settings.class.getClassLoader()), ASKED_HERE);
    }

    /** {@return whether the deployment is for development, where convenience counts more than security} */
    public boolean development() {
        return flag(DEVELOPMENT);
    }

    /** The same for whoever asks before options are made: a wrong value is not true, and stops the deployment later. */
    public boolean isDevelopment() {
        return text(DEVELOPMENT).filter("true"::equals).isPresent();
    }

    /**
     * {@return what is set for us and has not been asked for yet}
     *
     * <p>Nothing after a wrong value, since what would have been asked for behind it is not known.
     */
    Optional<UnknownNames> unknown() {
        return known.isComplete() ? Optional.of(UnknownNames.in(config, known)) : Optional.empty();
    }

    /** Lets nobody conclude from what was asked for so far. */
    void stayUnfinished() {
        known.stayUnfinished();
    }

    /** {@return the paths of hubs that ask for no token} */
    public Set<String> openHubs() {
        return Set.copyOf(list(OPEN_HUBS));
    }

    /** {@return the value without space around it, unless it is missing or blank} */
    public Optional<String> text(String key) {
        return value(key).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The one way to a value, so that no key is read without being known. */
    private Optional<String> value(String key) {
        known.add(key);
        return config.getOptionalValue(key, String.class);
    }

    /** {@return the items of a value, which commas separate} */
    public List<String> list(String key) {
        return text(key).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /** {@return what the name stands for} */
    public <T> Optional<T> choice(String key, Map<String, T> named) {
        List<T> chosen = choices(key, named);
        if (chosen.size() > 1) {
            throw new IllegalArgumentException(key + " lists several values, but only one is allowed.");
        }
        return chosen.stream().findFirst();
    }

    /** {@return what the listed names stand for} */
    public <T> List<T> choices(String key, Map<String, T> named) {
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
    public void refuse(String key, String why) {
        if (value(key).isPresent()) {
            throw new IllegalArgumentException(key + " is set, but it " + why + ".");
        }
    }

    /**
     * {@return whether the value is {@code false}}
     *
     * <p>Beans are found before options are made. So any other value counts as true here, and a wrong one stops the deployment when it is
     * read as a {@link #flag}.
     */
    public boolean isOff(String key) {
        return text(key).filter("false"::equals).isPresent();
    }

    /** A missing value is false. */
    public boolean flag(String key) {
        return flag(key, false);
    }

    /** {@return the value, or else this} */
    public boolean flag(String key, boolean otherwise) {
        return value(key, otherwise, "true or false", value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        });
    }

    /** {@return the value, of at least this, or the default where it is missing} */
    public Duration seconds(String key, Duration otherwise, Duration least) {
        return seconds(key, least).orElse(otherwise);
    }

    /** {@return the value, of at least this, unless it is missing} */
    public Optional<Duration> seconds(String key, Duration least) {
        String allowed = "a number of seconds, such as 15 or 0.5, of at least " + least.toMillis() / 1000.0;
        return value(key, allowed, value -> {
            Duration duration =
                    Duration.ofNanos(new BigDecimal(value).scaleByPowerOfTen(9).longValueExact());
            return require(duration, duration.compareTo(least) >= 0);
        });
    }

    /** {@return how long something may take, a tenth of a second at least, or the default where the value is missing} */
    public Duration timeout(String key, Duration otherwise) {
        return seconds(key, otherwise, LEAST_TIMEOUT);
    }

    /** {@return the value within these bounds, or the default where it is missing} */
    public long number(String key, long otherwise, long least, long most) {
        return value(key, otherwise, "a whole number from " + least + " to " + most, value -> {
            long number = Long.parseLong(value);
            return require(number, number >= least && number <= most);
        });
    }

    /** {@return origins as browsers send them, however they are written} */
    public List<String> origins(String key) {
        String allowed =
                "origins of pages, such as https://app.example.com, capacitor://localhost or null, separated by commas,"
                        + " without a path, in ASCII (xn--…), never ws or wss; * is not allowed, name them";
        return list(key).stream()
                .map(item -> convert(key, item, allowed, Settings::origin))
                .distinct()
                .toList();
    }

    /** With the slash that an address bar puts behind it. */
    private static String origin(String value) {
        String bare = value.endsWith("/") && !value.endsWith("//") ? value.substring(0, value.length() - 1) : value;
        return Origin.of(bare).orElseThrow(IllegalArgumentException::new).text();
    }

    private <T> T value(String key, T otherwise, String allowed, Function<String, T> reading) {
        return value(key, allowed, reading).orElse(otherwise);
    }

    private <T> Optional<T> value(String key, String allowed, Function<String, T> reading) {
        return text(key).map(value -> convert(key, value, allowed, reading));
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
