package io.dyff.routes.kind.operation;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Rows;
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
    private static final Rows FILE = new Rows(Operations.FILE);
    private static final String BASE = "/v0";
    private static final String PUT = "put";
    private static final String NO_TOKEN = "none";
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
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
        File file = FILE.document(yaml, File.class);
        file.resources().forEach(group -> {
            if (group.kind() != null) {
                declaredKinds.add(group.kind());
            }
        });
        List<Operation> operations = new ArrayList<>();
        for (Group group : file.resources()) {
            for (JsonNode row : rows(group, file)) {
                operations.add(FILE.row(
                        operations.size() + 1, "id", row, Row.class, r -> operation(group, r, file.parameters())));
            }
        }
        return operations;
    }

    /** The group's own rows, and those of each group whose entities are had one by one under the resource's name. */
    private List<JsonNode> rows(Group group, File file) {
        List<JsonNode> rows = new ArrayList<>(group.rows());
        boolean gets = group.rows().stream()
                .anyMatch(row -> row.path("path").asText().equals("/" + group.resource() + "/{id}")
                        && row.path("method").asText().equals("GET")
                        && !row.path("served").asText().equals("false"));
        if (gets && group.kind() != null) {
            file.each().stream()
                    .filter(row -> has(group, row.path("beside")))
                    .filter(row -> !row.path("unless").asText().equals(PUT) || !isPut(group.kind()))
                    .forEach(row -> rows.add(of(group.resource(), row)));
        }
        return rows;
    }

    private boolean isPut(String kind) {
        return kinds.find(kind).filter(Kind::isPut).isPresent();
    }

    private static boolean has(Group group, JsonNode function) {
        String id = group.resource() + "_" + function.asText();
        return function.isMissingNode()
                || group.rows().stream().anyMatch(row -> row.path("id").asText().equals(id));
    }

    private static JsonNode of(String resource, ObjectNode row) {
        ObjectNode own = row.deepCopy();
        own.remove(List.of("beside", "unless"));
        return own.put("id", resource + "_" + row.path("id").asText())
                .put("path", "/" + resource + row.path("path").asText());
    }

    private Operation operation(Group group, Row row, Map<String, List<String>> lists) {
        String id = row.id();
        String method = row.method();
        PathTemplate path = PathTemplate.of(row.path());
        String base = Objects.requireNonNullElse(group.base(), BASE);
        Rows.check(ids.add(id), "another row has this id");
        Rows.check(METHODS.contains(method), "'" + method + "' is no method");
        String other = idOfRequest.putIfAbsent(method + " " + base + path.shape(), id);
        Rows.check(other == null, method + " " + path + " is " + other + " already");
        boolean served = !Boolean.FALSE.equals(row.served() == null ? group.served() : row.served());
        String kind = row.kind() == null ? group.kind() : row.kind();
        Rows.check(kind == null || declaredKinds.contains(kind), "no resource is of the kind " + kind);
        Operation operation = new Operation(
                id,
                method,
                base,
                path,
                grant(group.resource(), row.grant()),
                kind,
                row.function() == null ? id.substring(id.lastIndexOf('_') + 1) : row.function(),
                row.body(),
                parameters(row.parameters(), lists),
                Answer.of(row.answer()),
                ids(path, row.ids(), group.ids()),
                given(path, row.given()),
                Objects.requireNonNullElse(row.fills(), Map.of()),
                row.below() == null ? null : PathTemplate.of(row.below()),
                Objects.requireNonNullElse(row.references(), List.of()),
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
        operation.references().stream()
                .map(Kind.Reference::kind)
                .filter(Objects::nonNull)
                .forEach(name -> Rows.check(kinds.find(name).isPresent(), "kinds.yaml has no kind " + name));
        Kind kind = kinds.find(operation.kind())
                .orElseThrow(() -> new IllegalArgumentException("kinds.yaml has no kind " + operation.kind()));
        boolean listsThem = operation.answer().name().equals(operation.kind());
        if (listsThem && operation.grant() != null && operation.grant().isQuery()) {
            Set<String> missing = new HashSet<>(kind.filters().keySet());
            operation.parameters().forEach(missing::remove);
            missing.removeAll(operation.given().keySet());
            Rows.check(missing.isEmpty(), "the filters " + missing + " of " + kind.name() + " are no parameters");
            for (String name : operation.parameters()) {
                Rows.check(
                        kind.filters().containsKey(name) || QueryParameters.isCommon(name),
                        kind.name() + " has no filter " + name);
            }
        }
    }

    /** A row says it of its own parameters; what a group says holds where a path has them. */
    private static Map<String, Operation.IdForm> ids(
            PathTemplate path,
            @Nullable Map<String, Operation.IdForm> own,
            @Nullable Map<String, Operation.IdForm> ofGroup) {
        Map<String, Operation.IdForm> ids = new HashMap<>(Objects.requireNonNullElse(ofGroup, Map.of()));
        ids.keySet().retainAll(path.parameters());
        Objects.requireNonNullElse(own, Map.<String, Operation.IdForm>of()).forEach((name, form) -> {
            Rows.check(path.parameters().contains(name), "the path has no parameter " + name);
            ids.put(name, form);
        });
        return ids;
    }

    private static Map<String, String> given(PathTemplate path, @Nullable Map<String, String> fields) {
        Map<String, String> given = Objects.requireNonNullElse(fields, Map.of());
        given.values()
                .forEach(name -> Rows.check(path.parameters().contains(name), "the path has no parameter " + name));
        return given;
    }

    private void checkSchema(String name) {
        Rows.check(hasSchema.test(name), "there is no schema " + name);
    }

    private static Operation.@Nullable Grant grant(String resource, String function) {
        Rows.check(
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

    private record File(Map<String, List<String>> parameters, List<ObjectNode> each, List<Group> resources) {
        private File(Map<String, List<String>> parameters, @Nullable List<ObjectNode> each, List<Group> resources) {
            this.parameters = parameters;
            this.each = Objects.requireNonNullElse(each, List.of());
            this.resources = resources;
        }
    }

    private record Group(
            String resource,
            @Nullable String kind,
            @Nullable String base,
            @Nullable Boolean served,
            @Nullable Map<String, Operation.IdForm> ids,
            List<JsonNode> rows) {}

    private record Row(
            String id,
            String method,
            String path,
            String grant,
            @Nullable String kind,
            @Nullable String function,
            @Nullable String body,
            @Nullable List<String> parameters,
            String answer,
            @Nullable Map<String, Operation.IdForm> ids,
            @Nullable Map<String, String> given,
            @Nullable Map<String, JsonPointer> fills,
            @Nullable String below,
            @Nullable List<Kind.Reference> references,
            @Nullable Boolean handler,
            @Nullable Boolean served) {}
}
