package io.dyff.routes.kind.operation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path with parameters, such as {@code /pipelines/runs/{runId}}. A last parameter written {@code {name...}} is the
 * tail: it takes one segment or more, slashes included.
 */
public final class PathTemplate {
    private static final Pattern FORM =
            Pattern.compile("(/[A-Za-z0-9-]+|/\\{[A-Za-z]+})+(/\\{(?<tail>[A-Za-z]+)\\.\\.\\.})?");

    private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z]+)}");
    private final String head;
    private final @Nullable String tail;
    private final List<String> parameters;
    /** What stands before the first parameter: most paths are seen to be others by it. */
    private final String beginning;

    private final Pattern headPattern;
    private final Pattern wholePattern;

    private PathTemplate(String head, @Nullable String tail) {
        this.head = head;
        this.tail = tail;
        List<String> names = new ArrayList<>();
        Matcher parameter = PARAMETER.matcher(head);
        while (parameter.find()) {
            names.add(Objects.requireNonNull(parameter.group(1)));
        }
        parameters = List.copyOf(names);
        int first = head.indexOf('{');
        beginning = first < 0 ? head : head.substring(0, first);
        String pattern = PARAMETER.matcher(head).replaceAll("([^/]+)");
        headPattern = Pattern.compile(pattern);
        wholePattern = tail == null ? headPattern : Pattern.compile("(" + pattern + ")/(.+)");
    }

    /** Reads a template; a text that is none is refused. */
    static PathTemplate of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no path");
        }
        String tail = form.group("tail");
        return new PathTemplate(tail == null ? text : text.substring(0, text.lastIndexOf('/')), tail);
    }

    /** The path without its tail. */
    public String head() {
        return head;
    }

    /** The name of the tail. */
    public Optional<String> tail() {
        return Optional.ofNullable(tail);
    }

    /** The names of the parameters in their order, without the tail. */
    public List<String> parameters() {
        return parameters;
    }

    /** The path as OpenAPI writes it: the tail is a parameter like any other. */
    public String openApi() {
        return tail == null ? head : head + "/{" + tail + "}";
    }

    /** The path with all parameters alike: two operations of one shape and method are the same to a request. */
    String shape() {
        return PARAMETER.matcher(openApi()).replaceAll("{}");
    }

    /** The first segment. */
    public String root() {
        return head.substring(1).replaceFirst("/.*", "");
    }

    /** The path with a value for each parameter. */
    public String filled(Function<String, String> values) {
        return PARAMETER.matcher(head).replaceAll(found -> Matcher.quoteReplacement(values.apply(found.group(1))));
    }

    /** The values of the parameters in a path without tail, in the path's order; empty when the path is another one. */
    public Optional<Map<String, String>> match(String path) {
        Matcher matcher = headPattern.matcher(path);
        if (!path.startsWith(beginning) || !matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            values.put(parameters.get(i), Objects.requireNonNull(matcher.group(i + 1)));
        }
        return Optional.of(values);
    }

    /** Divides a whole path; empty when it is another one, or when the template has no tail. */
    public Optional<Divided> divide(String path) {
        Matcher matcher = wholePattern.matcher(path);
        return tail == null || !path.startsWith(beginning) || !matcher.matches()
                ? Optional.empty()
                : Optional.of(new Divided(
                        Objects.requireNonNull(matcher.group(1)),
                        Objects.requireNonNull(matcher.group(matcher.groupCount()))));
    }

    /**
     * A path whose tail was taken off, both parts still encoded.
     *
     * @param head what stands before the tail, without the slash
     * @param tail the rest
     */
    public record Divided(String head, String tail) {
        /** The same below a base. */
        public Divided below(String base) {
            return new Divided(base + head, tail);
        }
    }

    /** The template as a file writes it. */
    @Override
    public String toString() {
        return tail == null ? head : head + "/{" + tail + "...}";
    }

    /** The path as Spring's matcher of handlers writes it. */
    public String handlerPattern() {
        String pattern = PARAMETER.matcher(head).replaceAll("*");
        return tail == null ? pattern : pattern + "/**";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PathTemplate that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
