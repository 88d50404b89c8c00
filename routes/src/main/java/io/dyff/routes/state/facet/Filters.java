package io.dyff.routes.state.facet;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The filters of {@code kinds.yaml} as the database has them, so that it can index what entities are asked by. Until it
 * has those of this program a listing must look into the entities themselves.
 */
public final class Filters {
    /** So long another program's change of the filters may stay unseen. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final Kinds kinds;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final DataFiles files;
    private final LoadingCache<Boolean, Facets> stored =
            Caffeine.newBuilder().expireAfterWrite(KEPT).build(any -> read());

    public Filters(Kinds kinds, DataSource dataSource, DataFiles files) {
        this.kinds = kinds;
        this.jdbc = JdbcClient.create(dataSource);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        this.files = files;
    }

    /** Makes the database's filters those of this program, and the rows with them; the kinds whose rows were made anew. */
    public List<String> store() {
        List<String> changed = transactions.execute(status -> {
            List<String> different = jdbc.sql(files.text("store-filters.sql"))
                    .param("rows", rows())
                    .query(String.class)
                    .list();
            if (!different.isEmpty()) {
                jdbc.sql(files.text("lock-entity.sql")).update();
                jdbc.sql(files.text("refill-facets.sql"))
                        .param("kinds", different.toArray(String[]::new))
                        .update();
            }
            return different;
        });
        stored.invalidateAll();
        return List.copyOf(changed);
    }

    /** True when the index of that kind's rows answers this program's filters. */
    public boolean areStored(Kind kind) {
        return paths(kind).equals(facets().paths().getOrDefault(kind.name(), Map.of()));
    }

    /** What rows are found by, as the database knew it in the last seconds. */
    public Facets facets() {
        return stored.get(true);
    }

    private Facets read() {
        Map<String, Map<String, String>> found = new HashMap<>();
        String[] version = {""};
        jdbc.sql(files.text("select-filters.sql")).query(row -> {
            version[0] = row.getString("version");
            found.computeIfAbsent(row.getString("kind"), any -> new HashMap<>())
                    .put(row.getString("name"), row.getString("path"));
        });
        return new Facets(version[0], found);
    }

    private String rows() {
        ArrayNode rows = Json.mapper().createArrayNode();
        kinds.all()
                .forEach(kind -> paths(kind)
                        .forEach((name, path) -> rows.addObject()
                                .put("kind", kind.name())
                                .put("name", name)
                                .put("path", path)));
        return new String(Json.bytes(rows), StandardCharsets.UTF_8);
    }

    private static Map<String, String> paths(Kind kind) {
        return kind.filters().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, filter -> path(filter.getValue())));
    }

    /**
     * {@code /inputs/{@literal *}/entity} → {@code $.inputs[*].entity}.
     *
     * @throws IllegalArgumentException for other than plain names
     */
    public static String path(JsonPointer pointer) {
        String text = pointer.toString();
        if (!text.matches("(/[A-Za-z]+(/\\*)?)+")) {
            throw new IllegalArgumentException("kinds.yaml: the filter path " + pointer + " is not of plain names");
        }
        return "$" + text.replace("/*", "[*]").replace('/', '.');
    }
}
