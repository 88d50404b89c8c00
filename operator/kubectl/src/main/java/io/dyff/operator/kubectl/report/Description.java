package io.dyff.operator.kubectl.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dyff.operator.api.DyffResource;
import io.dyff.operator.api.WorkflowStatus;
import io.dyff.operator.kubectl.cluster.Snapshot;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A resource on one screen.
 *
 * @param resource as {@code KIND/NAME}
 * @param namespace of the resource
 * @param age of the resource
 * @param spec as it was given, with its defaults
 * @param conditions as the operator reports them
 * @param objects the resource and all that belongs to it
 * @param diagnosis why it waits or failed
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Description(
        String resource,
        String namespace,
        String age,
        @Nullable Object spec,
        List<Condition> conditions,
        Tree objects,
        Diagnosis diagnosis) {

    private static final int WIDTH = 120;

    /** Reads it from a snapshot. */
    public static Description of(Snapshot snapshot) {
        DyffResource<?> primary = snapshot.primary();
        WorkflowStatus status = primary.getStatus();
        return new Description(
                primary.getSingular() + "/" + primary.getMetadata().getName(),
                primary.getMetadata().getNamespace(),
                age(primary.getMetadata().getCreationTimestamp(), snapshot.now()),
                primary.getSpec(),
                status == null ? List.of() : status.conditions(),
                Tree.of(snapshot),
                Diagnosis.of(snapshot));
    }

    /** For a terminal. */
    public String text() {
        return "%s   namespace %s, %s old%n".formatted(resource, namespace, age)
                + section("Spec", spec == null ? "" : yaml(spec))
                + section("Conditions", conditions.isEmpty() ? "none yet" : table())
                + section("Objects", objects.text())
                + "\n" + diagnosis.text();
    }

    private static String section(String title, String lines) {
        return "\n" + title + ":\n" + lines.indent(2);
    }

    /** Without what fills a screen, such as a schema in base64. */
    private static String yaml(Object spec) {
        return Serialization.asYaml(spec)
                .lines()
                .filter(line -> !line.equals("---"))
                .map(line -> line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…")
                .collect(Collectors.joining("\n"));
    }

    private String table() {
        return Columns.of(conditions.stream()
                .map(condition -> new String[] {
                    condition.getType(),
                    condition.getStatus(),
                    new State(
                                    Objects.requireNonNullElse(condition.getReason(), ""),
                                    Objects.requireNonNullElse(condition.getMessage(), ""))
                            .line()
                })
                .toList());
    }

    private static String age(@Nullable String created, Instant now) {
        return created == null ? "0s" : Ages.since(OffsetDateTime.parse(created).toInstant(), now);
    }
}
