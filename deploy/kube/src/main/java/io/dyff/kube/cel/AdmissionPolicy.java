package io.dyff.kube.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.dyff.kube.schema.Cause;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The expressions of a ValidatingAdmissionPolicy, compiled. No schema gives types: what an expression asks of a value shows
 * when it is evaluated.
 */
public final class AdmissionPolicy {

    private static final String VARIABLES = "variables";

    /** A compiled expression beside what the policy says of it. */
    private record Step(JsonNode source, String expression, CelRuntime.Program program) {}

    private final boolean fails;
    private final List<Step> conditions;
    private final List<Step> variables;
    private final List<Step> validations;
    private final List<Cause> problems = new ArrayList<>();

    /** Why a request is denied. */
    public record Denial(String message, String reason) {}

    /** @param spec of the policy */
    public AdmissionPolicy(JsonNode spec) {
        this.fails = !spec.path("failurePolicy").asText("Fail").equals("Ignore");
        this.conditions = steps(spec, "matchConditions", SimpleType.BOOL);
        this.variables = steps(spec, VARIABLES, SimpleType.DYN);
        this.validations = steps(spec, "validations", SimpleType.BOOL);
    }

    private List<Step> steps(JsonNode spec, String field, CelType result) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < spec.path(field).size(); i++) {
            JsonNode source = spec.path(field).get(i);
            String expression = source.path("expression").asText("").strip();
            String place = "spec." + field + "[" + i + "].expression";
            compile(expression, result, place).ifPresent(program -> steps.add(new Step(source, expression, program)));
        }
        return steps;
    }

    private Optional<CelRuntime.Program> compile(String expression, CelType result, String place) {
        String shown = "\"" + expression + "\"";
        try {
            CelAbstractSyntaxTree tree =
                    Environment.policyCompiler().compile(expression).getAst();
            CelType type = tree.getResultType();
            if (result.equals(SimpleType.BOOL) && !type.equals(SimpleType.BOOL) && !type.equals(SimpleType.DYN)) {
                problems.add(Cause.invalid(place, shown, "must evaluate to bool"));
                return Optional.empty();
            }
            return Optional.of(Environment.program(tree));
        } catch (CelValidationException e) {
            problems.add(Cause.invalid(place, shown, "compilation failed: " + e.getMessage()));
        } catch (CelEvaluationException e) {
            problems.add(Cause.invalid(place, shown, "program instantiation failed: " + e.getMessage()));
        }
        return Optional.empty();
    }

    /** Expressions that do not compile, by their fields in the policy. */
    public List<Cause> problems() {
        return problems;
    }

    /**
     * @param inputs by name: object, oldObject, request and namespaceObject; null where there is none
     * @return empty when the policy has nothing against it
     */
    public Optional<Denial> judge(Map<String, @Nullable JsonNode> inputs) {
        Map<String, Object> known = new LinkedHashMap<>();
        inputs.forEach((name, value) ->
                known.put(name, value == null ? dev.cel.common.values.NullValue.NULL_VALUE : Values.plain(value)));
        known.put("params", dev.cel.common.values.NullValue.NULL_VALUE);
        for (Step condition : conditions) {
            try {
                if (!Boolean.TRUE.equals(condition.program().eval(known))) {
                    return Optional.empty();
                }
            } catch (CelEvaluationException e) {
                return failure(condition, e);
            }
        }
        addVariables(known);
        return validations.stream()
                .map(validation -> validate(validation, known))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A variable that has no value is missed by whoever asks for it. */
    private void addVariables(Map<String, Object> known) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Step variable : variables) {
            known.put(VARIABLES, values);
            try {
                values.put(
                        variable.source().path("name").asText(),
                        variable.program().eval(known));
            } catch (CelEvaluationException e) {
                values.remove(variable.source().path("name").asText());
            }
        }
        known.put(VARIABLES, values);
    }

    private Optional<Denial> validate(Step validation, Map<String, Object> known) {
        try {
            if (Boolean.TRUE.equals(validation.program().eval(known))) {
                return Optional.empty();
            }
            String message = validation.source().path("message").asText("").strip();
            return Optional.of(new Denial(
                    message.isEmpty() ? "failed expression: " + validation.expression() : message,
                    validation.source().path("reason").asText("Invalid")));
        } catch (CelEvaluationException e) {
            return failure(validation, e);
        }
    }

    private Optional<Denial> failure(Step step, CelEvaluationException e) {
        return fails
                ? Optional.of(new Denial(
                        "expression '" + step.expression() + "' resulted in error: " + Failures.words(e), "Invalid"))
                : Optional.empty();
    }
}
