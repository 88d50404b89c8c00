package io.dyff.routes.orchestrate;

import io.dyff.routes.component.kubeinformer.Kubernetes;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.Headers;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.Report;
import io.dyff.routes.kind.Statuses;
import io.dyff.routes.orchestrate.manifest.CustomResources;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares custom resources with rows, in both directions, and heals what events missed: objects without a live row,
 * rows whose object is gone, ends that were reported before their entity was admitted.
 */
public final class SweepResources {
    private static final Logger LOG = LoggerFactory.getLogger(SweepResources.class);

    /** An object that nobody knows is spared while its states may still be on their way. */
    private static final Duration UNKNOWN_FOR = Duration.ofSeconds(60);

    private final Kinds kinds;
    private final Kubernetes kubernetes;
    private final JdbcClient database;
    private final Statements statements;
    private final Duration keepFinished;
    private final Clock clock;

    SweepResources(
            Kinds kinds,
            Kubernetes kubernetes,
            JdbcClient database,
            Statements statements,
            Duration keepFinished,
            Clock clock) {
        this.kinds = kinds;
        this.kubernetes = kubernetes;
        this.database = database;
        this.statements = statements;
        this.keepFinished = keepFinished;
        this.clock = clock;
    }

    /** What a sweep needs to know of a row. */
    private record Row(
            String id,
            String status,
            int rank,
            @Nullable String reason,
            @Nullable String kubeUid) {

        boolean isLive() {
            return Statuses.isLive(status);
        }
    }

    /**
     * @return what is to be reported
     */
    public List<WorkflowEvent> sweep() {
        List<WorkflowEvent> reports = new ArrayList<>();
        for (Kind kind : kinds.all()) {
            if (kind.cluster() != null) {
                sweep(kind, kind.cluster(), reports);
            }
        }
        for (WorkflowEvent report : reports) {
            LOG.info("reporting {} of {}: no event had said so", report.patch(), report.id());
        }
        return reports;
    }

    private void sweep(Kind kind, Kind.Cluster cluster, List<WorkflowEvent> reports) {
        // First the rows: an object made after this is in the list, one that went before it is not.
        Map<String, Row> expected = rows("select-live.sql", "kind", kind.name());
        Map<String, GenericKubernetesResource> objects = new HashMap<>();
        for (GenericKubernetesResource object : kubernetes.list(cluster)) {
            String id = object.getMetadata().getLabels().get(CustomResources.ID);
            if (id != null
                    && object.getMetadata().getName().equals(CustomResources.name(cluster, id))
                    && objects.put(id, object) == null) {
                expected.remove(id);
            }
        }
        // What is left should have an object and has none.
        expected.values().stream()
                .filter(row -> kubernetes.get(cluster, CustomResources.name(cluster, row.id())) == null)
                .forEach(row -> reports.add(vanished(row)));
        Map<String, Row> known =
                rows("select-known.sql", "ids", objects.keySet().toArray(String[]::new));
        objects.forEach((id, object) -> {
            if (!object.isMarkedForDeletion()) {
                compare(kind, cluster, object, Optional.ofNullable(known.get(id)), reports);
            }
        });
        revive(objects.keySet());
    }

    private void compare(
            Kind kind,
            Kind.Cluster cluster,
            GenericKubernetesResource object,
            Optional<Row> row,
            List<WorkflowEvent> reports) {
        if (row.isEmpty()) {
            deleteOrphan(cluster, object);
        } else if (row.get().isLive()) {
            String uid = object.getMetadata().getUid();
            if (uid.equals(row.get().kubeUid())) {
                overlooked(kind, object, row.get()).ifPresent(reports::add);
            } else {
                reports.add(vanished(row.get()));
            }
        }
    }

    private void deleteOrphan(Kind.Cluster cluster, GenericKubernetesResource object) {
        Instant created = Instant.parse(object.getMetadata().getCreationTimestamp());
        if (created.plus(UNKNOWN_FOR).isBefore(clock.instant())) {
            LOG.warn("deleting {}: no entity has its id", object.getMetadata().getName());
            kubernetes.delete(cluster, object);
        }
    }

    /** What the object says and the row does not show. */
    private static Optional<WorkflowEvent> overlooked(Kind kind, GenericKubernetesResource object, Row row) {
        return CheckResource.report(kind, object, row.id())
                .filter(r -> !r.patch().path("status").asText().equals(row.status())
                        || !Objects.equals(r.patch().path("reason").textValue(), row.reason()))
                .filter(r -> Statuses.rank(r.patch().path("status").asText()).orElse(0) >= row.rank());
    }

    /** Rows that think their object is gone, or have yet to make it, while it is there. */
    private void revive(Collection<String> ids) {
        database.sql(statements.text("revive-object.sql"))
                .param("ids", ids.toArray(String[]::new))
                .param("keepSeconds", keepFinished.toSeconds())
                .update();
    }

    private static WorkflowEvent vanished(Row row) {
        WorkflowEvent event = WorkflowEvent.of(
                row.id(), EventType.REPORTED, OpenDecision.SOURCE, Report.VANISHED.patch(Json.object()));
        return row.kubeUid() == null ? event : event.with(Headers.KUBE_UID, row.kubeUid());
    }

    private Map<String, Row> rows(String statement, String parameter, Object value) {
        return database
                .sql(statements.text(statement))
                .param(parameter, value)
                .query((row, n) -> new Row(
                        row.getString("id"),
                        row.getString("status"),
                        row.getInt("rank"),
                        row.getString("reason"),
                        row.getString("kube_uid")))
                .list()
                .stream()
                .collect(Collectors.toMap(Row::id, Function.identity(), (a, b) -> a, HashMap::new));
    }
}
