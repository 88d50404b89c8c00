package io.dyff.bench.faults;

import io.dyff.local.client.ParquetFiles;
import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.LocalException;
import io.dyff.local.instance.Ports;
import io.dyff.local.launch.PlatformEnvironment;
import io.dyff.local.observe.RowReader;
import io.dyff.local.observe.TopicReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The parts of a running instance, and how far an evaluation has come in them. */
final class Scene implements AutoCloseable {
    private final DataFolder folder;
    private final TopicReader topics;
    private final RowReader rows;
    private final DatabaseScripts database;
    private final ClusterLedger cluster;
    private final EventRecords records;
    private final ParquetFiles parquet = new ParquetFiles();

    Scene(DataFolder folder) {
        PlatformEnvironment environment = new PlatformEnvironment(folder);
        this.folder = folder;
        this.topics = new TopicReader(environment.loopback(Ports.BROKER));
        this.records = new EventRecords(environment.loopback(Ports.BROKER));
        this.rows = new RowReader(environment.databaseUrl(), environment.databasePassword());
        this.database = new DatabaseScripts(environment.databaseUrl(), environment.databasePassword());
        this.cluster = new ClusterLedger(folder.kubeconfig());
    }

    boolean hasCreateEvent(String id) {
        return topics.find(TopicReader.EVENTS, id, e -> true).isPresent();
    }

    boolean hasState(String id) {
        return topics.find(TopicReader.STATE, id, e -> true).isPresent();
    }

    boolean hasAdmittedEvent(String id) {
        return topics.find(TopicReader.EVENTS, id, e -> e.says("status", "Admitted"))
                .isPresent();
    }

    boolean hasAdmittedState(String id) {
        return topics.find(TopicReader.STATE, id, e -> e.says("status", "Admitted"))
                .isPresent();
    }

    boolean hasReport(String id) {
        return topics.find(TopicReader.EVENTS, id, e -> e.header("ce_type").equals("io.dyff.entity.reported"))
                .isPresent();
    }

    boolean hasResource(String id) {
        return cluster.knows("Evaluation", "eval-" + id);
    }

    boolean hasJob(String id, String step) {
        return cluster.knows("Job", "eval-" + id + "-" + step);
    }

    boolean isComplete(String id) {
        return status(id).equals("Complete");
    }

    /** Of the row; empty when there is none. */
    String status(String id) {
        return rows.row(id).map(RowReader.Row::status).orElse("");
    }

    long entities() {
        return rows.count();
    }

    EventRecords records() {
        return records;
    }

    DatabaseScripts database() {
        return database;
    }

    long deadLetters() {
        return records.deadLetters();
    }

    /** True when it is known to be; a database that is away knows nothing. */
    boolean isKnownComplete(String id) {
        try {
            return isComplete(id);
        } catch (LocalException away) {
            return false;
        }
    }

    /**
     * Second objects in the cluster, and responses that the client stored twice.
     *
     * @param nodeLost whether pods went with their node: what their Jobs make in their place is right
     */
    int duplicates(String id, boolean nodeLost) {
        ParquetFiles.Counts raw = parquet.count(stored(id));
        return cluster.seconds("eval-" + id, nodeLost) + (int) (raw.rows() - raw.distinct());
    }

    private List<Path> stored(String id) {
        Path data = folder.file("objects").resolve("dyff/outputs").resolve(id).resolve("data");
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(f -> f.toString().endsWith(".parquet")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the stored responses of " + id + " cannot be listed", e);
        }
    }

    @Override
    public void close() {
        parquet.close();
        cluster.close();
        rows.close();
        topics.close();
    }
}
