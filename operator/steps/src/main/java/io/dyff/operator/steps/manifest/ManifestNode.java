package io.dyff.operator.steps.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.dyff.operator.rows.adapter.AdapterPipeline.Stage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An object of a manifest that knows its own path, for messages; null fields count as absent. */
final class ManifestNode {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private final String path;
    private final JsonNode node;

    ManifestNode(String path, JsonNode node) throws ManifestException {
        if (!node.isObject() && !node.isMissingNode() && !node.isNull()) {
            throw new ManifestException((path.isEmpty() ? "the manifest" : path) + " must be an object");
        }
        this.path = path;
        this.node = node;
    }

    ManifestNode object(String field) throws ManifestException {
        return new ManifestNode(pathOf(field), node.path(field));
    }

    boolean has(String field) {
        return node.hasNonNull(field);
    }

    /** The id of an entity. */
    String id(String field) throws ManifestException {
        String id = required(field);
        if (!isId(id)) {
            throw new ManifestException(pathOf(field) + " must be an id of 32 lower-case hex digits, got " + id);
        }
        return id;
    }

    /** The id of an entity that may be absent. */
    Optional<String> optionalId(String field) throws ManifestException {
        return optional(field).isPresent() ? Optional.of(id(field)) : Optional.empty();
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    String required(String field) throws ManifestException {
        return optional(field).orElseThrow(() -> new ManifestException(pathOf(field) + " is missing"));
    }

    Optional<String> optional(String field) throws ManifestException {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new ManifestException(pathOf(field) + " must be a string (quote it), got " + value);
        }
        return Optional.of(value.textValue());
    }

    /** Whole numbers in any form the API accepts: 1, 1.0, "1" and true (contract: vectors/scalars.json). */
    int integer(String field, int absent, int least) throws ManifestException {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return absent;
        }
        Integer number = wholeNumber(value);
        if (number == null || number < least) {
            throw new ManifestException(
                    pathOf(field) + " must be a whole number of at least " + least + ", got " + value);
        }
        return number;
    }

    static @Nullable Integer wholeNumber(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue() ? 1 : 0;
        }
        if (!value.isNumber() && !value.isTextual()) {
            return null;
        }
        try {
            return new BigDecimal(value.asText()).intValueExact();
        } catch (NumberFormatException | ArithmeticException e) {
            return null;
        }
    }

    <E extends Enum<E>> E choice(String field, E absent) throws ManifestException {
        Optional<String> text = optional(field);
        if (text.isEmpty()) {
            return absent;
        }
        E[] choices = absent.getDeclaringClass().getEnumConstants();
        return Arrays.stream(choices)
                .filter(choice -> choice.name().equals(text.get()))
                .findFirst()
                .orElseThrow(() -> new ManifestException(
                        pathOf(field) + " must be one of " + Arrays.toString(choices) + ", got " + text.get()));
    }

    List<String> strings(String field) throws ManifestException {
        var strings = new ArrayList<String>();
        for (JsonNode element : list(field)) {
            if (!element.isTextual()) {
                throw new ManifestException(pathOf(field) + " must hold strings only, got " + element);
            }
            strings.add(element.textValue());
        }
        return strings;
    }

    List<ManifestNode> objects(String field) throws ManifestException {
        var objects = new ArrayList<ManifestNode>();
        for (JsonNode element : list(field)) {
            objects.add(new ManifestNode(pathOf(field) + "[" + objects.size() + "]", element));
        }
        return objects;
    }

    List<Stage> pipeline(String field) throws ManifestException {
        var stages = new ArrayList<Stage>();
        for (ManifestNode stage : objects(field)) {
            stages.add(new Stage(
                    stage.required("kind"), stage.optional("configuration").orElse(null)));
        }
        return stages;
    }

    private JsonNode list(String field) throws ManifestException {
        JsonNode value = value(field);
        if (!value.isMissingNode() && !value.isArray()) {
            throw new ManifestException(pathOf(field) + " must be a list, got " + value);
        }
        return value;
    }

    private JsonNode value(String field) {
        return node.hasNonNull(field) ? node.get(field) : MissingNode.getInstance();
    }

    private String pathOf(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }
}
