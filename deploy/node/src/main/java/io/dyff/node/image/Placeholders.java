package io.dyff.node.image;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values for <code>${name}</code> in mapping files. Names that begin with {@code pod.} are left for the moment a container starts.
 *
 * @param values value per name, such as {@code java.home}
 */
public record Placeholders(Map<String, String> values) {

    private static final Pattern NAME = Pattern.compile("\\$\\{([A-Za-z0-9._-]+)}");

    public Placeholders {
        values = Map.copyOf(values);
    }

    /**
     * Replaces every placeholder in a text.
     *
     * @throws IllegalArgumentException when one has no value
     */
    public String fill(String text) {
        return NAME.matcher(text).replaceAll(this::replacement);
    }

    private String replacement(java.util.regex.MatchResult match) {
        String name = match.group(1);
        String value = values.get(name);
        if (value == null && !name.startsWith("pod.")) {
            throw new IllegalArgumentException(
                    "placeholder ${" + name + "} has no value; known: " + new java.util.TreeSet<>(values.keySet()));
        }
        return Matcher.quoteReplacement(value == null ? match.group() : value);
    }
}
