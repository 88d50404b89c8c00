package io.dyff.operator.rows.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.dyff.operator.rows.Effort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@code $compute} holds: a step, or a chain of steps of which each gets the result of the one before it. Source:
 * contract/data.md section 4.1.
 */
final class Computation {

    private static final String FUNCTION = "$func";
    private static final String LITERAL = "$literal";
    private static final String SCALAR = "$scalar";
    private static final String LIST = "$list";

    private Computation() {}

    static Expression compile(JsonNode steps) throws AdapterException {
        if (!steps.isArray()) {
            return step(steps);
        }
        List<Expression> chain = new ArrayList<>();
        for (JsonNode step : steps) {
            chain.add(step(step).in("step " + chain.size()));
        }
        return item -> {
            JsonNode value = chain.isEmpty() ? NullNode.getInstance() : item;
            for (Expression step : chain) {
                Effort.spend(1);
                value = step.of(value);
            }
            return value;
        };
    }

    private static Expression step(JsonNode step) throws AdapterException {
        if (!step.isObject()) {
            throw new AdapterException("$compute must be a step or a list of steps, got " + step);
        }
        return step.hasNonNull(FUNCTION) ? function(step) : value(step);
    }

    private static Expression function(JsonNode step) throws AdapterException {
        JsonNode name = step.get(FUNCTION);
        if (!name.isTextual()) {
            throw new AdapterException("$func must be the name of a function, got " + name);
        }
        var arguments = new FunctionArguments(name.textValue(), step);
        Expression function = Functions.create(name.textValue(), arguments);
        arguments.requireAllKnown();
        return function.in(name.textValue());
    }

    /** Null counts as absent. */
    private static Expression value(JsonNode step) throws AdapterException {
        List<String> keys = step.properties().stream()
                .filter(entry -> !entry.getValue().isNull())
                .map(Map.Entry::getKey)
                .toList();
        if (keys.size() != 1) {
            throw new AdapterException(
                    "a step must have exactly one of $literal, $scalar, $list and $func, got " + step);
        }
        JsonNode value = step.get(keys.getFirst());
        return switch (keys.getFirst()) {
            case LITERAL -> item -> value;
            case SCALAR -> Template.query(query(value, SCALAR));
            case LIST -> value.isArray() ? list(value) : matches(JsonPath.compile(query(value, LIST)));
            default -> throw new AdapterException("unknown step " + keys.getFirst());
        };
    }

    private static String query(JsonNode value, String step) throws AdapterException {
        if (!Template.isQuery(value)) {
            throw new AdapterException(step + " needs a query such as $.field, got " + value);
        }
        return value.textValue();
    }

    private static Expression list(JsonNode steps) throws AdapterException {
        List<Expression> elements = new ArrayList<>();
        for (JsonNode step : steps) {
            if (!step.isObject()) {
                throw new AdapterException("an element of $list must be a step that makes a value, got " + step);
            }
            elements.add(value(step));
        }
        return Template.list(elements);
    }

    private static Expression matches(JsonPath query) {
        return item -> {
            ArrayNode found = JsonNodeFactory.instance.arrayNode();
            found.addAll(query.find(item));
            return found;
        };
    }
}
