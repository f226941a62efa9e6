package org.presencehub.binding;

import static java.util.Map.entry;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.config.BinaryDataStrategy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.presencehub.RawArguments;
import org.presencehub.binding.form.BindingOptions;
import org.presencehub.binding.form.OwnForms;
import org.presencehub.binding.form.WireForms;
import org.presencehub.protocol.Arguments;
import org.presencehub.protocol.Json;
import org.presencehub.protocol.Packed;
import org.presencehub.protocol.Payload;
import org.presencehub.protocol.Unreadable;
import org.presencehub.stereotype.Component;

/** Java objects to values on the wire and back, the way SignalR's clients expect: nulls kept, members read without regard to case. Thread-safe. */
@Component
public final class JsonBinding {
    private static final Logger LOG = System.getLogger("org.presencehub.binding");

    /**
     * JSON-B cuts off fractions, high bits and what follows the first character, takes text for numbers and anything for text and false; on
     * the reference {@code 1.0} and {@code 1e2} do not fit an integer, nor does what is too large, nor text a number. Only for whole
     * arguments: JSON-B offers no hold on the values inside objects and lists.
     */
    private static final Map<Type, Function<Json, Object>> EXACT = Map.ofEntries(
            entry(String.class, Json::string),
            entry(char.class, JsonBinding::character),
            entry(Character.class, JsonBinding::character),
            entry(boolean.class, JsonBinding::truth),
            entry(Boolean.class, JsonBinding::truth),
            entry(int.class, number(Integer::valueOf)),
            entry(Integer.class, number(Integer::valueOf)),
            entry(long.class, number(Long::valueOf)),
            entry(Long.class, number(Long::valueOf)),
            entry(short.class, number(Short::valueOf)),
            entry(Short.class, number(Short::valueOf)),
            entry(byte.class, number(Byte::valueOf)),
            entry(Byte.class, number(Byte::valueOf)),
            entry(double.class, number(Double::valueOf)),
            entry(Double.class, number(Double::valueOf)),
            entry(float.class, number(Float::valueOf)),
            entry(Float.class, number(Float::valueOf)),
            entry(BigDecimal.class, number(BigDecimal::new)),
            entry(BigInteger.class, number(BigInteger::new)));

    private final LargeWrites large;
    private final ObjectWriter writer;
    private final Jsonb plain = JsonbBuilder.create(config());
    private final ObjectReader reader = reader(Set.of());
    private final ConcurrentMap<Type, ObjectReader> readers = new ConcurrentHashMap<>();

    @Inject
    public JsonBinding(BindingOptions options) {
        this(options, LargeWrites.ofThisMachine());
    }

    JsonBinding(BindingOptions options, LargeWrites large) {
        this.large = large;
        writer = new ObjectWriter(JsonBinding::config, options);
    }

    private static JsonbConfig config() {
        return new JsonbConfig()
                .withNullValues(true)
                .withBinaryDataStrategy(BinaryDataStrategy.BASE_64)
                .withDeserializers(new BoundedNumbers.OfDecimals(), new BoundedNumbers.OfIntegers());
    }

    /** @param own types that an application has formats of its own for */
    private ObjectReader reader(Set<Class<?>> own) {
        return new ObjectReader(
                JsonBinding::config, WireForms.read(true, own, plain), WireForms.read(false, own, plain));
    }

    private ObjectReader reader(Type type) {
        return readers.computeIfAbsent(type, any -> {
            Set<Class<?>> own = OwnForms.in(type).types();
            return own.isEmpty() ? reader : reader(own);
        });
    }

    /**
     * {@return the object as it travels}
     *
     * @throws JsonbException if it cannot be bound
     */
    public Payload write(@Nullable Object value) {
        return write(value, payload -> payload);
    }

    /**
     * {@return what becomes of the object as it travels} What is large may wait for others in a task of {@link #patient}.
     *
     * @param use makes something of the payload, which is of no more use then
     * @throws JsonbException if it cannot be bound
     */
    public <T> T write(@Nullable Object value, Function<Payload, T> use) {
        try (LargeWrites.Place place = large.place()) {
            return use.apply(written(value, place));
        }
    }

    /** {@return the same threads, whose tasks may wait where they write what is large: of that, a few write at a time} */
    public Executor patient(Executor threads) {
        return task -> threads.execute(() -> large.patiently(task));
    }

    private Payload written(@Nullable Object value, LargeWrites.Place place) {
        if (value instanceof byte[] content) {
            place.grown(content.length);
            return Packed.binary(content);
        }
        if (value instanceof Instant instant) {
            return Packed.timestamp(instant);
        }
        return value == null ? Json.NULL : writer.write(value, place);
    }

    /**
     * {@return the JSON as an object}
     *
     * @throws JsonbException if it does not fit the type
     */
    public @Nullable Object read(Payload payload, Type type) {
        if (payload instanceof Unreadable unreadable) {
            throw new JsonbException("The value cannot be read: it is " + unreadable.what() + ".");
        }
        if (type == byte[].class && payload instanceof Packed packed) {
            Optional<byte[]> content = packed.content();
            if (content.isPresent()) {
                return content.get();
            }
        }
        Function<Json, Object> exact = EXACT.get(type);
        if (exact != null && payload instanceof Packed packed && packed.isBinary()) {
            throw new JsonbException("Binary data does not fit " + type.getTypeName() + ".");
        }
        Json json = payload.json();
        try {
            if (exact == null) {
                BoundedNumbers.require(json);
                return reader(type).read(payload, json, type);
            }
            return json.isNull() ? none(type) : exact.apply(decimal(payload, json, type));
        } catch (JsonbException e) {
            throw e;
        } catch (RuntimeException e) { // of a constructor, an adapter, or a provider that promises otherwise
            throw new JsonbException("The JSON does not fit " + type.getTypeName() + ".", e);
        }
    }

    /** In MessagePack .NET's decimals are text, and what 64 bits do not hold is. */
    private static Json decimal(Payload payload, Json json, Type type) {
        if ((type == BigDecimal.class || type == BigInteger.class) && payload instanceof Packed && json.isString()) {
            String number = json.string();
            BoundedNumbers.require(number);
            return Json.of(number);
        }
        return json;
    }

    private static @Nullable Object none(Type type) {
        if (type instanceof Class<?> raw && raw.isPrimitive()) {
            throw new JsonbException("null does not fit " + raw + ".");
        }
        return null;
    }

    /** Text keeps its quotes, and so is no number. */
    private static Function<Json, Object> number(Function<String, Object> parse) {
        return json -> {
            BoundedNumbers.require(json);
            return parse.apply(json.toString());
        };
    }

    private static Character character(Json json) {
        String text = json.string();
        if (text.length() != 1) {
            throw new IllegalArgumentException();
        }
        return text.charAt(0);
    }

    private static Boolean truth(Json json) {
        return switch (json.toString()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    /** {@return the arguments for hub code that passes them on} */
    public RawArguments relay(Arguments arguments) {
        return new RelayedArguments(arguments, this);
    }

    /** {@return what goes out as it came, if this is that} */
    public static Optional<Arguments> relayed(@Nullable Object argument) {
        return argument instanceof RelayedArguments relayed ? Optional.of(relayed.arguments()) : Optional.empty();
    }

    @PreDestroy
    void close() {
        try {
            writer.close();
            plain.close();
            reader.close();
            for (ObjectReader each : readers.values()) {
                each.close();
            }
        } catch (Exception e) { // it holds no resource but memory
            LOG.log(Level.DEBUG, "The JSON binding could not be closed.", e);
        }
    }
}
