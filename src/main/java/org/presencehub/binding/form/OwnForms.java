package org.presencehub.binding.form;

import jakarta.json.bind.annotation.JsonbDateFormat;
import jakarta.json.bind.annotation.JsonbNumberFormat;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import jakarta.json.bind.annotation.JsonbTypeDeserializer;
import jakarta.json.bind.annotation.JsonbTypeSerializer;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.presencehub.binding.type.Property;
import org.presencehub.binding.type.TypeGraph;

/**
 * The members of a type, and of what is in it, that an application has a form of its own for. Immutable.
 *
 * <p>JSON-B forgets what an annotation says of a member whose type has a serializer or a deserializer of ours.
 *
 * @param members those that have one
 */
public record OwnForms(Set<Member> members) {
    private static final List<Class<? extends Annotation>> SAYING = List.of(
            JsonbDateFormat.class,
            JsonbNumberFormat.class,
            JsonbTypeAdapter.class,
            JsonbTypeSerializer.class,
            JsonbTypeDeserializer.class);

    /**
     * A member with a form of its own. Immutable.
     *
     * @param name as JSON has it
     * @param type of what is in it
     */
    record Member(String name, Class<?> type) {}

    public OwnForms {
        members = Set.copyOf(members);
    }

    public static OwnForms of(Collection<OwnForms> several) {
        return new OwnForms(
                several.stream().flatMap(each -> each.members.stream()).collect(Collectors.toSet()));
    }

    public static OwnForms in(Type type) {
        Set<Member> found = new HashSet<>();
        TypeGraph.of(type).forEach(holder -> {
            boolean dates = Stream.<AnnotatedElement>of(holder, holder.getPackage())
                    .anyMatch(each -> each.isAnnotationPresent(JsonbDateFormat.class));
            Property.of(holder)
                    .forEach(property -> Property.classesIn(property.type())
                            .filter(each -> isSaidBy(property.member()) || (dates && TimeForms.canBeFormatted(each)))
                            .forEach(each -> found.add(new Member(property.name(), each))));
        });
        return new OwnForms(found);
    }

    /** {@return whether an annotation there says how values travel} */
    static boolean isSaidBy(AnnotatedElement element) {
        return SAYING.stream().anyMatch(element::isAnnotationPresent);
    }

    /** {@return the types that have such a form somewhere} */
    public Set<Class<?>> types() {
        return members.stream().map(Member::type).collect(Collectors.toSet());
    }

    /** {@return whether the member of this name has one, if it holds a value of this type} */
    public boolean isOf(String name, Class<?> type) {
        return members.stream().anyMatch(member -> member.name.equals(name) && member.type.isAssignableFrom(type));
    }
}
