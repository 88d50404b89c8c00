package io.dyff.kube.cel;

import io.dyff.kube.schema.Schema;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fieldPath of a rule: steps by dot, {@code .spec.name}, or in brackets, {@code .labels['a.b']}. */
final class FieldPaths {

    private static final Pattern STEP = Pattern.compile("\\G(?:\\.([^.\\[\\]]+)|\\['((?:[^'\\\\]|\\\\.)*)'\\])");

    private FieldPaths() {}

    /** The path as refusals write it; empty when it is none, or leads to nothing that the schema knows. */
    static Optional<String> normal(Schema schema, String path) {
        StringBuilder normal = new StringBuilder();
        Matcher step = STEP.matcher(path);
        Schema at = schema;
        int end = 0;
        while (step.find()) {
            String name = step.group(1) != null ? step.group(1) : step.group(2).replaceAll("\\\\(.)", "$1");
            boolean named = at.additional() == null;
            if (named && !at.properties().containsKey(name)) {
                return Optional.empty();
            }
            normal.append(named ? (normal.isEmpty() ? name : "." + name) : "[" + name + "]");
            at = at.property(name);
            end = step.end();
        }
        return end == path.length() && end > 0 ? Optional.of(normal.toString()) : Optional.empty();
    }
}
