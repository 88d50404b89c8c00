package io.dyff.operator.kubectl.cluster;

import io.dyff.operator.api.DyffResource;
import io.dyff.operator.api.Kinds;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The resource that a command is about.
 *
 * @param kind one of the group's
 * @param name of the resource
 */
public record Target(Class<? extends DyffResource<?>> kind, String name) {

    /**
     * Reads what users write, as kubectl takes it: {@code KIND/NAME} or {@code KIND NAME}.
     *
     * @throws IllegalArgumentException when it names no kind or no resource; the message says what does
     */
    public static Target of(List<String> words) {
        List<String> parts = words.size() == 1 ? Arrays.asList(words.getFirst().split("/", 2)) : words;
        if (parts.size() != 2 || parts.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("'%s' names no resource: write KIND/NAME, such as %s/NAME"
                    .formatted(String.join(" ", words), HasMetadata.getSingular(Kinds.ALL.getFirst())));
        }
        return new Target(kind(parts.getFirst()), parts.getLast());
    }

    /** As users write it. */
    public String words() {
        return HasMetadata.getSingular(kind) + "/" + name;
    }

    private static Class<? extends DyffResource<?>> kind(String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return Kinds.ALL.stream()
                .filter(kind -> names(kind).contains(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no kind '%s'; the kinds are: %s"
                        .formatted(word, Kinds.ALL.stream().map(Target::choice).collect(Collectors.joining(", ")))));
    }

    /** Everything that kubectl would take for the kind. */
    private static List<String> names(Class<? extends DyffResource<?>> kind) {
        String plural = HasMetadata.getPlural(kind);
        String group = "." + HasMetadata.getGroup(kind);
        return Stream.concat(Stream.of(HasMetadata.getSingular(kind), plural, plural + group), shortNames(kind))
                .toList();
    }

    private static Stream<String> shortNames(Class<?> kind) {
        ShortNames names = kind.getAnnotation(ShortNames.class);
        return names == null ? Stream.empty() : Arrays.stream(names.value());
    }

    private static String choice(Class<? extends DyffResource<?>> kind) {
        String shorter = shortNames(kind).collect(Collectors.joining(", "));
        return HasMetadata.getSingular(kind) + (shorter.isEmpty() ? "" : " (" + shorter + ")");
    }
}
