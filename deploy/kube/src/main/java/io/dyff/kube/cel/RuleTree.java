package io.dyff.kube.cel;

import io.dyff.kube.schema.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The compiled rules of a node of a schema and of all below it; nodes without any are left out.
 *
 * @param items  of the items of a list
 * @param values of the values of a map
 */
record RuleTree(
        Schema schema,
        List<CompiledRule> rules,
        Map<String, RuleTree> properties,
        @Nullable RuleTree items,
        @Nullable RuleTree values) {

    boolean isEmpty() {
        return rules.isEmpty() && properties.isEmpty() && items == null && values == null;
    }
}
