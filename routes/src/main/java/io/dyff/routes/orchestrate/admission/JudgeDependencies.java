package io.dyff.routes.orchestrate.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.Statuses;
import io.dyff.routes.orchestrate.admission.Input.Judged;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Judges the dependencies of new entities, and of those that wait for one that has moved. */
public final class JudgeDependencies {
    private final AdmissionTable table;
    private final JdbcClient database;
    private final DataFiles files;
    private final Kinds kinds;
    private final Duration timeout;

    /**
     * @param timeout how long a dependency that nobody knows is waited for
     */
    public JudgeDependencies(
            AdmissionTable table, JdbcClient database, DataFiles files, Kinds kinds, Duration timeout) {
        this.table = table;
        this.database = database;
        this.files = files;
        this.kinds = kinds;
        this.timeout = timeout;
    }

    /**
     * @param rows those that have moved, with their ids and accounts
     * @return the accounts whose queues may have moved
     */
    public Set<String> judge(ArrayNode rows) {
        Set<String> ids = new TreeSet<>();
        Set<String> accounts = new TreeSet<>();
        for (JsonNode row : rows) {
            ids.add(row.path("id").asText());
            if (row.path("account").isTextual()) {
                accounts.add(row.path("account").asText());
            }
        }
        accounts.addAll(judge(ids));
        return accounts;
    }

    /** Judges whatever a crash has left unjudged. */
    public Set<String> judgeOverlooked() {
        return judge(database.sql(files.text("select-overlooked.sql"))
                .param("successes", Statuses.successes().toArray(String[]::new))
                .query(String.class)
                .list());
    }

    private Set<String> judge(Collection<String> ids) {
        Set<String> accounts = new TreeSet<>();
        List<Row> judged = table.changeByNeeds(
                "select-unjudged.sql",
                Map.of("ids", ids.toArray(String[]::new)),
                found -> new Judged(found.needs(), isMadeOfParts(found.row()), timeout, found.now()));
        judged.forEach(row -> accounts.add(row.entity().account()));
        return accounts;
    }

    private boolean isMadeOfParts(Row row) {
        return kinds.find(row.entity().kind())
                .filter(kind -> !kind.completes().isEmpty())
                .isPresent();
    }
}
