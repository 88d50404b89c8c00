package io.dyff.routes.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The form of {@code operations.yaml}, and what makes a row wrong. */
final class OperationsFile {
    private static final String BASE = "/v0";
    private static final String NO_TOKEN = "none";
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private final ObjectMapper mapper = new ObjectMapper(new YAMLFactory())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(com.fasterxml.jackson.core.JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private final Kinds kinds;
    private final Predicate<String> hasSchema;
    private final Map<String, String> idOfRequest = new HashMap<>();
    private final Set<String> ids = new HashSet<>();
    private final Set<String> declaredKinds = new HashSet<>();

    OperationsFile(Kinds kinds, Predicate<String> hasSchema) {
        this.kinds = kinds;
        this.hasSchema = hasSchema;
    }

    /** The rows of the file, each checked against the kinds, the schemas and the rows before it. */
    List<Operation> read(String yaml) {
        File file = bind(yaml);
        file.resources().forEach(group -> {
            if (group.kind() != null) {
                declaredKinds.add(group.kind());
            }
        });
        List<Operation> operations = new ArrayList<>();
        for (Group group : file.resources()) {
            for (JsonNode row : group.rows()) {
                String where = Operations.FILE + ", row " + (operations.size() + 1) + " ("
                        + row.path("id").asText("without an id") + "): ";
                try {
                    operations.add(operation(group, mapper.treeToValue(row, Row.class), file.parameters()));
                } catch (JsonProcessingException | IllegalArgumentException e) {
                    throw new IllegalArgumentException(where + reason(e), e);
                }
            }
        }
        return operations;
    }

    private File bind(String yaml) {
        try {
            return mapper.readValue(yaml, File.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    Operations.FILE + ", line "
                            + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ": " + reason(e),
                    e);
        }
    }

    private static String reason(Exception e) {
        return e instanceof UnrecognizedPropertyException unknown
                ? "'" + unknown.getPropertyName() + "' is no column; known are " + unknown.getKnownPropertyIds()
                : e instanceof JsonProcessingException syntax
                        ? syntax.getOriginalMessage()
                        : String.valueOf(e.getMessage());
    }

    private Operation operation(Group group, Row row, Map<String, List<String>> lists) {
        String id = given(row.id(), "id");
        String method = given(row.method(), "method");
        PathTemplate path = PathTemplate.of(given(row.path(), "path"));
        String base = Objects.requireNonNullElse(group.base(), BASE);
        check(ids.add(id), "another row has this id");
        check(METHODS.contains(method), "'" + method + "' is no method");
        String other = idOfRequest.putIfAbsent(method + " " + base + path.shape(), id);
        check(other == null, method + " " + path + " is " + other + " already");
        boolean served = !Boolean.FALSE.equals(row.served() == null ? group.served() : row.served());
        String kind = row.kind() == null ? group.kind() : row.kind();
        check(kind == null || declaredKinds.contains(kind), "no resource is of the kind " + kind);
        Operation operation = new Operation(
                id,
                method,
                base,
                path,
                grant(group.resource(), given(row.grant(), "grant")),
                kind,
                row.function() == null ? id.substring(id.lastIndexOf('_') + 1) : row.function(),
                row.body(),
                parameters(row.parameters(), lists),
                Answer.of(given(row.answer(), "answer")),
                Boolean.TRUE.equals(row.handler()),
                served);
        if (served) {
            checkReferences(operation);
        }
        return operation;
    }

    /** What is not served yet may name kinds and schemas that are still to come. */
    private void checkReferences(Operation operation) {
        operation.requestSchema().ifPresent(this::checkSchema);
        if (operation.answer().isSchema()) {
            checkSchema(operation.answer().name());
        }
        if (operation.kind() == null) {
            return;
        }
        Kind kind = kinds.find(operation.kind())
                .orElseThrow(() -> new IllegalArgumentException("kinds.yaml has no kind " + operation.kind()));
        if (operation.grant() != null && operation.grant().isQuery()) {
            Set<String> missing = new HashSet<>(kind.filters().keySet());
            operation.parameters().forEach(missing::remove);
            check(missing.isEmpty(), "the filters " + missing + " of " + kind.name() + " are no parameters");
            for (String name : operation.parameters()) {
                check(
                        kind.filters().containsKey(name) || QueryParameters.isCommon(name),
                        kind.name() + " has no filter " + name);
            }
        }
    }

    private void checkSchema(String name) {
        check(hasSchema.test(name), "there is no schema " + name);
    }

    private static Operation.@Nullable Grant grant(String resource, String function) {
        check(
                function.equals(NO_TOKEN) || Operation.Grant.FUNCTIONS.contains(function),
                "no grant can name the function '" + function + "'");
        return function.equals(NO_TOKEN) ? null : new Operation.Grant(resource, function);
    }

    private static List<String> parameters(@Nullable List<String> names, Map<String, List<String>> lists) {
        return names == null
                ? List.of()
                : names.stream()
                        .flatMap(name -> lists.getOrDefault(name, List.of(name)).stream())
                        .toList();
    }

    private static String given(@Nullable String value, String column) {
        check(value != null && !value.isBlank(), "'" + column + "' is missing");
        return Objects.requireNonNull(value);
    }

    private static void check(boolean holds, String reason) {
        if (!holds) {
            throw new IllegalArgumentException(reason);
        }
    }

    private record File(Map<String, List<String>> parameters, List<Group> resources) {}

    private record Group(
            String resource,
            @Nullable String kind,
            @Nullable String base,
            @Nullable Boolean served,
            List<JsonNode> rows) {}

    private record Row(
            @Nullable String id,
            @Nullable String method,
            @Nullable String path,
            @Nullable String grant,
            @Nullable String kind,
            @Nullable String function,
            @Nullable String body,
            @Nullable List<String> parameters,
            @Nullable String answer,
            @Nullable Boolean handler,
            @Nullable Boolean served) {}
}
