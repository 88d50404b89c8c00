package io.dyff.routes.orchestrate.sweep;

import io.dyff.routes.component.kubeinformer.Kubernetes;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.Headers;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.Report;
import io.dyff.routes.kind.Statuses;
import io.dyff.routes.orchestrate.admission.AdmissionTable;
import io.dyff.routes.orchestrate.admission.Input.Found;
import io.dyff.routes.orchestrate.execute.CheckResource;
import io.dyff.routes.orchestrate.execute.OpenDecision;
import io.dyff.routes.orchestrate.manifest.CustomResources;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

    private final Kinds kinds;
    private final Kubernetes kubernetes;
    private final JdbcClient database;
    private final AdmissionTable table;
    private final DataFiles files;
    private final Duration keepFinished;
    private final ReadPast readPast;
    private final Overlooked overlooked = new Overlooked();

    public SweepResources(
            Kinds kinds,
            Kubernetes kubernetes,
            JdbcClient database,
            AdmissionTable table,
            DataFiles files,
            Duration keepFinished,
            ReadPast readPast) {
        this.kinds = kinds;
        this.kubernetes = kubernetes;
        this.database = database;
        this.table = table;
        this.files = files;
        this.keepFinished = keepFinished;
        this.readPast = readPast;
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
    public synchronized List<WorkflowEvent> sweep() {
        overlooked.next();
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
            String id = id(object);
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
        Map<String, Row> known = known(objects.keySet());
        List<GenericKubernetesResource> unknown = new ArrayList<>();
        objects.forEach((id, object) -> {
            Row row = known.get(id);
            if (object.isMarkedForDeletion()) {
                return;
            }
            if (row == null) {
                unknown.add(object);
            } else {
                compare(kind, object, row, reports);
            }
        });
        deleteOrphans(cluster, unknown);
        find(objects.keySet());
    }

    private void compare(Kind kind, GenericKubernetesResource object, Row row, List<WorkflowEvent> reports) {
        if (!row.isLive()) {
            return;
        }
        if (object.getMetadata().getUid().equals(row.kubeUid())) {
            overlooked(kind, object, row).filter(overlooked::isSeenAgain).ifPresent(reports::add);
        } else {
            reports.add(vanished(row));
        }
    }

    private void deleteOrphans(Kind.Cluster cluster, List<GenericKubernetesResource> unknown) {
        List<GenericKubernetesResource> read = readPast.of(unknown);
        // Once more: a row may have come after the first look, with what was read since.
        Set<String> late = known(read.stream().map(SweepResources::id).toList()).keySet();
        for (GenericKubernetesResource object : read) {
            if (!late.contains(id(object))) {
                LOG.warn(
                        "deleting {}: no entity has its id",
                        object.getMetadata().getName());
                kubernetes.delete(cluster, object);
            }
        }
    }

    private static @Nullable String id(GenericKubernetesResource object) {
        return object.getMetadata().getLabels().get(CustomResources.ID);
    }

    private Map<String, Row> known(Collection<@Nullable String> ids) {
        return ids.isEmpty() ? Map.of() : rows("select-known.sql", "ids", ids.toArray(String[]::new));
    }

    /** What the object says and the row does not show. */
    private static Optional<WorkflowEvent> overlooked(Kind kind, GenericKubernetesResource object, Row row) {
        return CheckResource.report(kind, object, row.id())
                .filter(r -> !r.patch().path("status").asText().equals(row.status())
                        || !Objects.equals(r.patch().path("reason").textValue(), row.reason()))
                .filter(r -> Statuses.rank(r.patch().path("status").asText()).orElse(0) >= row.rank());
    }

    /** Rows that think their object is gone, or have yet to make it, while it is there. */
    private void find(Collection<String> ids) {
        table.changeById(ids, found -> new Found(keepFinished, found.now()));
    }

    private static WorkflowEvent vanished(Row row) {
        WorkflowEvent event = WorkflowEvent.of(
                row.id(), EventType.REPORTED, OpenDecision.SOURCE, Report.VANISHED.patch(Json.object()));
        return row.kubeUid() == null ? event : event.with(Headers.KUBE_UID, row.kubeUid());
    }

    private Map<String, Row> rows(String statement, String parameter, Object value) {
        return database
                .sql(files.text(statement))
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
