package io.dyff.routes.entity;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.problem.FieldError;
import io.dyff.routes.json.Places;
import io.dyff.routes.json.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * What the schemas of requests cannot say, read from {@code requests.yaml}. Source: contract/schema.md sections 2, 8 and
 * 15; contract/api.md section 7. The lower bounds of counts are the platform's own: no cluster can run zero or minus one
 * of something.
 */
final class RequestRules {
    private static final Rows FILE = new Rows("requests.yaml");
    private final Map<JsonPointer, TextForm> common;
    private final Map<String, RequestRule> bySchema = new TreeMap<>();

    /** A row that names no schema, or a field that its schema does not have, is refused. */
    static RequestRules read(DataFiles files, Schemas schemas) {
        return new RequestRules(files.text(FILE.file()), schemas);
    }

    RequestRules(String yaml, Schemas schemas) {
        Document document = FILE.document(yaml, Document.class);
        common = document.common();
        for (JsonNode row : document.requests()) {
            RequestRule rule =
                    FILE.row(bySchema.size() + 1, "schema", row, RequestRule.class, r -> checked(r, schemas));
            bySchema.put(rule.schema(), rule);
        }
    }

    private RequestRule checked(RequestRule rule, Schemas schemas) {
        Rows.check(!bySchema.containsKey(rule.schema()), "another row is of this schema");
        Rows.check(schemas.has(rule.schema()), "there is no schema " + rule.schema());
        SchemaNode schema = schemas.place(rule.schema());
        rule.fields().forEach(at -> Rows.check(schema.leadsTo(at), "the schema has no field " + at));
        return rule;
    }

    /** True when a time of that request must say its offset from UTC. */
    boolean wantsOffsets(String schema) {
        RequestRule rule = bySchema.get(schema);
        return rule != null && rule.offsets();
    }

    /** Brings the older spelling of a request into today's, before it is checked. */
    void wrap(String schema, ObjectNode request) {
        RequestRule rule = bySchema.get(schema);
        if (rule != null) {
            rule.wrap()
                    .forEach((name, members) -> members.stream()
                            .filter(member ->
                                    request.has(member) && !request.path(name).has(member))
                            .forEach(member -> request.withObject("/" + name).set(member, request.remove(member))));
        }
    }

    /** What the valid document still breaks. */
    List<FieldError> errors(String schema, JsonNode request) {
        List<FieldError> errors = new ArrayList<>();
        common.forEach((at, form) -> form(request, at, form, errors));
        RequestRule rule = bySchema.get(schema);
        if (rule != null) {
            check(rule, request, errors);
        }
        return errors;
    }

    private static void check(RequestRule rule, JsonNode request, List<FieldError> errors) {
        rule.forms().forEach((at, form) -> Places.in(request, at).forEach(place -> form(request, place, form, errors)));
        rule.required().forEach(at -> required(request, at, "is required", errors));
        rule.forbidden()
                .forEach(at -> Places.in(request, at).forEach(place -> errors.add(error(place, "is not allowed"))));
        rule.keyed().forEach((at, field) -> keyed(request, at, field, errors));
        rule.oneWith().forEach(one -> oneWith(request, one, errors));
        rule.ordered()
                .forEach(o -> Places.in(request, o.low()).forEach(low -> ordered(request, low, o.high(), errors)));
        rule.oneOf().forEach(choice -> oneOf(request, choice, errors));
        rule.together().forEach(values -> together(request, values, errors));
        rule.members().forEach(members -> members(request, members, errors));
        rule.cases().forEach(one -> inCase(request, one, errors));
        rule.positive().forEach(at -> Places.in(request, at).forEach(place -> positive(request, place, errors)));
        rule.future().forEach(at -> Places.in(request, at).forEach(place -> future(request, place, errors)));
        rule.files().forEach(at -> errors.addAll(ArtifactPath.errors(at, request.at(at))));
    }

    private static void form(JsonNode request, JsonPointer at, TextForm form, List<FieldError> errors) {
        JsonNode value = request.at(at);
        if (!value.isMissingNode() && !value.isNull() && !form.fits(value.asText())) {
            errors.add(error(at, form.message()));
        }
    }

    private static void required(JsonNode request, JsonPointer at, String message, List<FieldError> errors) {
        JsonNode value = request.at(at);
        if (value.isMissingNode() || value.isNull() || (value.isArray() && value.isEmpty())) {
            errors.add(error(at, message));
        }
    }

    private static void keyed(JsonNode request, JsonPointer at, String field, List<FieldError> errors) {
        request.at(at).properties().stream()
                .filter(entry ->
                        !entry.getKey().equals(entry.getValue().path(field).asText()))
                .forEach(entry -> errors.add(error(
                        at.appendProperty(entry.getKey()).appendProperty(field),
                        "differs from the key it stands under")));
    }

    private static void oneWith(JsonNode request, RequestRule.OneWith one, List<FieldError> errors) {
        List<JsonNode> able = StreamSupport.stream(request.at(one.each()).spliterator(), false)
                .filter(item -> !item.has(one.unless()))
                .toList();
        long held = able.stream()
                .filter(item -> item.path(one.field()).asText(one.is()).equals(one.is()))
                .count();
        if (!able.isEmpty() && held != 1) {
            errors.add(error(one.each(), "exactly one must have the " + one.field() + " " + one.is()));
        }
    }

    private static void ordered(JsonNode request, JsonPointer low, String high, List<FieldError> errors) {
        JsonNode limit = request.at(low.head()).path(high);
        if (limit.isNumber() && request.at(low).isNumber() && request.at(low).asDouble() > limit.asDouble()) {
            errors.add(error(low, "is above " + high));
        }
    }

    private static void oneOf(JsonNode request, RequestRule.OneOf choice, List<FieldError> errors) {
        JsonNode object = request.at(choice.at());
        long held = choice.of().stream().filter(object::has).count();
        if (object.isObject() && held != 1) {
            errors.add(error(choice.at(), "needs exactly one of " + String.join(" and ", choice.of())));
        }
    }

    private static void together(JsonNode request, Map<JsonPointer, String> values, List<FieldError> errors) {
        long held = values.entrySet().stream()
                .filter(v -> request.at(v.getKey()).asText().equals(v.getValue()))
                .count();
        if (held != 0 && held != values.size()) {
            errors.add(error(values.keySet().iterator().next(), "these go together or not at all: " + values));
        }
    }

    private static void members(JsonNode request, RequestRule.Members members, List<FieldError> errors) {
        JsonNode list = request.at(members.each());
        for (int i = 0; i < list.size(); i++) {
            JsonNode item = list.get(i);
            String value = item.path(members.by()).asText();
            if (members.of().entrySet().stream()
                    .anyMatch(m -> item.has(m.getValue()) != m.getKey().equals(value))) {
                errors.add(error(members.each().appendIndex(i), "needs the member of its kind, and no other"));
            }
        }
    }

    private static void inCase(JsonNode request, RequestRule.Case one, List<FieldError> errors) {
        if (request.at(one.at()).asText().equals(one.is())) {
            String which = " for the " + one.at().last().getMatchingProperty() + " " + one.is();
            one.required().forEach(at -> required(request, at, "is required" + which, errors));
            one.forbidden().stream()
                    .filter(at -> !request.at(at).isMissingNode())
                    .forEach(at -> errors.add(error(at, "is not allowed" + which)));
        }
    }

    private static void positive(JsonNode request, JsonPointer at, List<FieldError> errors) {
        JsonNode count = request.at(at);
        if (count.isNumber() && count.decimalValue().signum() <= 0) {
            errors.add(error(at, "must be at least 1"));
        }
    }

    private static void future(JsonNode request, JsonPointer at, List<FieldError> errors) {
        JsonNode time = request.at(at);
        if (time.isTextual() && !Instant.parse(time.asText()).isAfter(Instant.now())) {
            errors.add(error(at, "lies in the past"));
        }
    }

    private static FieldError error(JsonPointer at, String message) {
        return new FieldError(at.toString(), message);
    }

    private record Document(Map<JsonPointer, TextForm> common, List<JsonNode> requests) {}
}
