package io.dyff.kube.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.runtime.CelEvaluationException;
import io.dyff.kube.Json;
import io.dyff.kube.schema.Cause;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Evaluates the rules of a schema on one object. */
final class RuleCheck {

    /** So many rules are evaluated for one object at most: a list of a million items must not hold up the others. */
    private static final int BUDGET = 100_000;

    private final List<Cause> causes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private int budget = BUDGET;

    List<Cause> causes() {
        return causes;
    }

    /** Rules that did not hold before either, on values that stay as they are. */
    List<String> warnings() {
        return warnings;
    }

    /** @param before null where there was no value, or where nobody can tell which it was */
    void visit(RuleTree tree, @Nullable JsonNode before, JsonNode after, String path) {
        if (after.isNull() || budget < 0) {
            return;
        }
        JsonNode old = before == null || before.isNull() ? null : before;
        evaluate(tree, old, after, path);
        tree.properties().forEach((name, below) -> {
            if (after.has(name)) {
                visit(below, child(tree, old, name), after.get(name), path.isEmpty() ? name : path + "." + name);
            }
        });
        if (tree.values() != null) {
            for (var entry : after.properties()) {
                String key = entry.getKey();
                visit(tree.values(), child(tree, old, key), entry.getValue(), path + "[" + key + "]");
            }
        }
        if (tree.items() != null) {
            items(tree, tree.items(), old, after, path);
        }
    }

    private static @Nullable JsonNode child(RuleTree tree, @Nullable JsonNode old, String name) {
        return old == null || tree.schema().atomicMap() ? null : old.get(name);
    }

    private void items(RuleTree list, RuleTree item, @Nullable JsonNode old, JsonNode after, String path) {
        Map<String, JsonNode> known = new HashMap<>();
        if (old != null && list.schema().listType() == io.dyff.kube.schema.Schema.ListType.MAP) {
            old.forEach(each -> known.put(Alignment.identity(list.schema(), each), each));
        }
        for (int i = 0; i < after.size(); i++) {
            JsonNode each = after.get(i);
            JsonNode before = known.isEmpty() ? null : known.get(Alignment.identity(list.schema(), each));
            visit(item, before, each, path + "[" + i + "]");
        }
    }

    private void evaluate(RuleTree tree, @Nullable JsonNode old, JsonNode after, String path) {
        if (tree.rules().isEmpty()) {
            return;
        }
        Map<String, Object> variables = new HashMap<>();
        variables.put(Environment.SELF, Values.of(tree.schema(), after));
        Object oldSelf = old == null ? null : Values.of(tree.schema(), old);
        boolean unchanged = old != null && Json.same(old, after);
        for (CompiledRule rule : tree.rules()) {
            if (rule.applies(old != null) && spend(path)) {
                Object given = rule.rule().optionalOldSelf() ? Optional.ofNullable(oldSelf) : oldSelf;
                variables.put(Environment.OLD_SELF, given);
                evaluate(rule, new Node(path, tree.schema().type(), after), variables, unchanged && !rule.transition());
            }
        }
    }

    private boolean spend(String path) {
        if (budget == 0) {
            causes.add(Cause.invalid(
                    CompiledRule.place(path),
                    "\"object\"",
                    "validation failed due to running out of cost budget, no further validation rules will be run"));
        }
        budget--;
        return budget >= 0;
    }

    /** The place of a value, its type in the schema, and the value. */
    private record Node(String path, String type, JsonNode value) {}

    private void evaluate(CompiledRule rule, Node node, Map<String, Object> variables, boolean tolerated) {
        try {
            if (!rule.holds(variables)) {
                Cause refusal = rule.refusal(node.path(), node.value(), variables);
                if (tolerated) {
                    warnings.add(refusal.text());
                } else {
                    causes.add(refusal);
                }
            }
        } catch (CelEvaluationException e) {
            causes.add(rule.failure(node.path(), node.type(), e));
            budget = Failures.endsAll(e) ? -1 : budget;
        }
    }
}
