package io.dyff.operator.rows.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.HashSet;
import java.util.Set;

/** The named arguments of a function step; a function takes those that it knows, and others are refused. */
final class FunctionArguments {

    private final String function;
    private final JsonNode step;
    private final Set<String> known = new HashSet<>();

    FunctionArguments(String function, JsonNode step) {
        this.function = function;
        this.step = step;
        known.add("$func");
    }

    String text(String name) throws AdapterException {
        if (!step.has(name)) {
            throw new AdapterException(function + " needs the argument " + name);
        }
        return text(name, "");
    }

    String text(String name, String absent) throws AdapterException {
        JsonNode value = any(name);
        if (!step.has(name)) {
            return absent;
        }
        if (!value.isTextual()) {
            throw wrong(name, "a text", value);
        }
        return value.textValue();
    }

    int number(String name) throws AdapterException {
        JsonNode value = any(name);
        if (!step.has(name)) {
            return 0;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrong(name, "a whole number", value);
        }
        return value.intValue();
    }

    /** Null when absent. */
    JsonNode any(String name) {
        known.add(name);
        return step.has(name) ? step.get(name) : NullNode.getInstance();
    }

    private AdapterException wrong(String name, String wanted, JsonNode value) {
        return new AdapterException(
                "the argument " + name + " of " + function + " must be " + wanted + ", got " + value);
    }

    /** To be called when the function has taken its arguments. */
    void requireAllKnown() throws AdapterException {
        for (var argument : step.properties()) {
            if (!known.contains(argument.getKey())) {
                throw new AdapterException(function + " has no argument " + argument.getKey());
            }
        }
    }
}
