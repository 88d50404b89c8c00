package io.dyff.routes.erase;

import io.dyff.routes.api.storage.Areas;
import io.dyff.routes.api.storage.Areas.Root;
import io.dyff.routes.api.storage.ObjectFiles;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What lies beside an entity's state: rows of other tables, and files. */
public final class Leftovers {
    private static final String LOGS = "logs";

    private final JdbcClient database;
    private final DataFiles files;
    private final Kinds kinds;
    private final Areas areas;
    private final ObjectFiles objects;

    public Leftovers(JdbcClient database, DataFiles files, Kinds kinds, Areas areas, ObjectFiles objects) {
        this.database = database;
        this.files = files;
        this.kinds = kinds;
        this.areas = areas;
        this.objects = objects;
    }

    /**
     * How far an entity has come.
     *
     * @param status of the row; absent when there is none
     * @param forgottenAt since when it is forgotten; absent when it is not
     * @param isInCluster whether it may have objects in the cluster still
     */
    public record Stand(@Nullable String status, @Nullable String forgottenAt, boolean isInCluster) {
        /** True when the aggregator has forgotten it, and the table too. */
        public boolean isForgotten() {
            return forgottenAt != null && status == null;
        }
    }

    public Stand stand(String id) {
        return database.sql(files.text("select-erasure.sql"))
                .param("id", id)
                .query((row, number) ->
                        new Stand(row.getString("status"), row.getString("forgotten_at"), row.getBoolean("in_cluster")))
                .single();
    }

    /** Deletes its files. */
    public void deleteFiles(String id) {
        roots(id).forEach(objects::deleteAll);
    }

    /** Deletes the rows of it that no state stands for. */
    public void deleteRows(String id) {
        database.sql(files.text("delete-traces.sql"))
                .param("id", id)
                .query(Long.class)
                .single();
    }

    /** Rows of its own, and those of others that name it. */
    List<Traces.Place> rows(String id) {
        return database.sql(files.text("select-traces.sql"))
                .param("id", id)
                .query((row, number) ->
                        new Traces.Place(row.getString("place"), row.getLong("own"), row.getLong("others")))
                .list();
    }

    /** Its files, as URLs. */
    List<String> urls(String id) {
        return roots(id).flatMap(root -> urls(root).stream()).toList();
    }

    private Stream<Root> roots(String id) {
        Stream<String> own =
                kinds.all().stream().map(Kind::storage).filter(Objects::nonNull).map(Kind.Storage::area);
        return Stream.concat(own, Stream.of(LOGS)).distinct().map(area -> areas.of(area, id));
    }

    private List<String> urls(Root root) {
        return objects.list(root).stream()
                .map(file -> "s3://" + root.bucket() + "/" + root.key(file.path()))
                .toList();
    }
}
