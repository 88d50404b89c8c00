package io.dyff.kube.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.dyff.kube.schema.Cause;
import io.dyff.kube.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compiles all rules of a schema, and collects what is wrong with them. */
final class RuleCompiler {

    private static final String TYPE = "selfType";
    private static final Pattern SYNTAX = Pattern.compile(
            "(?m)^(ERROR: <input>:\\d+:\\d+: )((?:mismatched|extraneous|missing|no viable|token recognition) )");

    private final Declarations types = new Declarations();
    private final List<Cause> problems = new ArrayList<>();

    List<Cause> problems() {
        return problems;
    }

    /** @param path of the schema in its definition */
    RuleTree compile(Schema schema, String path) {
        return node(schema, new Place(path, TYPE, true, ""));
    }

    /**
     * Where a node stands.
     *
     * @param resource     whether it is a whole resource
     * @param uncorrelated the list or map whose items cannot be told to be those of the old object; empty outside of any
     */
    private record Place(String path, String type, boolean resource, String uncorrelated) {

        Place below(Schema schema, String path, String type, String uncorrelated) {
            return new Place(
                    this.path + path,
                    this.type + type,
                    schema.embeddedResource(),
                    this.uncorrelated.isEmpty() ? uncorrelated : this.uncorrelated);
        }
    }

    private RuleTree node(Schema schema, Place place) {
        List<CompiledRule> rules = rules(schema, place);
        Map<String, RuleTree> properties = new LinkedHashMap<>();
        String replaced = schema.atomicMap() ? place.path() : "";
        schema.properties().forEach((name, below) -> {
            String type = "." + Names.escaped(name).orElse("@unnamed");
            boolean header = place.resource() && name.equals("metadata");
            RuleTree tree =
                    header ? null : node(below, place.below(below, ".properties[" + name + "]", type, replaced));
            if (tree != null && !tree.isEmpty()) {
                properties.put(name, tree);
            }
        });
        RuleTree items = null;
        if (schema.type().equals("array")) {
            String unordered = schema.listType() == Schema.ListType.MAP ? "" : place.path();
            items = orNull(node(schema.items(), place.below(schema.items(), ".items", ".@items", unordered)));
        }
        Schema additional = schema.additional();
        RuleTree values = additional == null
                ? null
                : orNull(node(additional, place.below(additional, ".additionalProperties", ".@values", replaced)));
        return new RuleTree(schema, rules, properties, items, values);
    }

    private static @Nullable RuleTree orNull(RuleTree tree) {
        return tree.isEmpty() ? null : tree;
    }

    private List<CompiledRule> rules(Schema schema, Place place) {
        List<CompiledRule> compiled = new ArrayList<>();
        JsonNode sources = schema.rules();
        for (int i = 0; i < sources.size(); i++) {
            String path = place.path() + ".x-kubernetes-validations[" + i + "]";
            List<Cause> wrong = RuleTexts.problems(schema, sources.get(i), path);
            problems.addAll(wrong);
            if (wrong.isEmpty()) {
                rule(schema, place, Rule.of(sources.get(i)), path).ifPresent(compiled::add);
            }
        }
        return compiled;
    }

    private Optional<CompiledRule> rule(Schema schema, Place place, Rule rule, String path) {
        Optional<CelType> self = types.declare(schema, place.resource(), place.type());
        if (self.isEmpty()) {
            refuse(path + ".rule", rule, "rules cannot see values of this schema: it needs a type");
            return Optional.empty();
        }
        CelCompiler compiler = Environment.compiler(types.types(), self.get(), rule.optionalOldSelf());
        try {
            CelAbstractSyntaxTree tree = compiler.compile(rule.rule()).getAst();
            if (!tree.getResultType().equals(SimpleType.BOOL)) {
                refuse(path + ".rule", rule, "cel expression must evaluate to a bool");
                return Optional.empty();
            }
            boolean transition = tree.getReferenceMap().values().stream()
                    .anyMatch(reference -> reference.name().equals(Environment.OLD_SELF));
            if (!transitionIsPossible(transition, place, rule, path)) {
                return Optional.empty();
            }
            String field = FieldPaths.normal(schema, rule.fieldPath()).orElse("");
            return Optional.of(new CompiledRule(
                    rule, Environment.program(tree), transition, message(compiler, rule, path), field));
        } catch (CelValidationException e) {
            refuse(path + ".rule", rule, "compilation failed: " + words(e));
        } catch (CelEvaluationException e) {
            refuse(path + ".rule", rule, "program instantiation failed: " + e.getMessage());
        }
        return Optional.empty();
    }

    private boolean transitionIsPossible(boolean transition, Place place, Rule rule, String path) {
        if (transition && !place.uncorrelated().isEmpty()) {
            problems.add(Cause.invalid(
                    path + ".rule",
                    "\"" + rule.rule() + "\"",
                    "oldSelf cannot be used on the uncorrelatable portion of the schema within "
                            + place.uncorrelated()));
            return false;
        } else if (!transition && rule.optionalOldSelf()) {
            problems.add(
                    Cause.invalid(path + ".optionalOldSelf", "true", "may not be set if oldSelf is not used in rule"));
            return false;
        }
        return true;
    }

    private CelRuntime.@Nullable Program message(CelCompiler compiler, Rule rule, String path) {
        if (rule.messageExpression().isEmpty()) {
            return null;
        }
        try {
            CelAbstractSyntaxTree tree =
                    compiler.compile(rule.messageExpression()).getAst();
            if (tree.getResultType().equals(SimpleType.STRING)) {
                return Environment.program(tree);
            }
            refuse(path + ".messageExpression", rule, "messageExpression must evaluate to a string");
        } catch (CelValidationException e) {
            refuse(path + ".messageExpression", rule, "messageExpression compilation failed: " + words(e));
        } catch (CelEvaluationException e) {
            refuse(path + ".messageExpression", rule, "messageExpression instantiation failed: " + e.getMessage());
        }
        return null;
    }

    /** The library tells an error of syntax from others only by what it says. */
    private static String words(CelValidationException e) {
        return SYNTAX.matcher(String.valueOf(e.getMessage())).replaceAll("$1Syntax error: $2");
    }

    private void refuse(String path, Rule rule, String why) {
        problems.add(Cause.invalid(path, "\"" + rule.rule() + "\"", why));
    }
}
