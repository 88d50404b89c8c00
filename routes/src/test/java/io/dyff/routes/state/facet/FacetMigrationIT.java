package io.dyff.routes.state.facet;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.testing.TestingPlatform;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database of version 6 with entities in it is brought to this version: each is found as a new one would be. */
class FacetMigrationIT {
    private static final DataSource OLD = TestingPlatform.database().dataSource();
    private static final JdbcClient JDBC = JdbcClient.create(OLD);

    @BeforeAll
    static void migrate() {
        JDBC.sql("drop schema public cascade").update();
        JDBC.sql("create schema public").update();
        flyway().target("6").load().migrate();
        row("named", "Model", "{\"name\": \"m\", \"status\": \"Ready\", \"labels\": {\"a\": \"1\", \"b\": \"2\"}}");
        row("bare", "Model", "{\"status\": \"Created\", \"reason\": \"QuotaLimit\"}");
        row("nulls", "Model", "{\"name\": null, \"status\": \"Ready\", \"labels\": null}");
        row("other", "Dataset", "{\"name\": \"d\", \"status\": \"Ready\"}");
        flyway().load().migrate();
        new Filters(Kinds.standard(), OLD, new DataFiles(Overrides.none())).store();
    }

    @Test
    void shouldIndexTheRowsThatWereThere() {
        assertThat(facets("named"))
                .contains("Model/name=m", "Model/status=Ready", "Model/labels=a=1", "Model/labels=b=2");
        assertThat(facets("bare")).containsExactlyInAnyOrder("Model/status=Created", "Model/reason=QuotaLimit");
        assertThat(facets("nulls")).containsExactly("Model/status=Ready");
        assertThat(facets("other")).contains("Dataset/name=d", "Dataset/status=Ready");
    }

    @Test
    void shouldGiveTheRowsThatWereThereTheNameTheyAreSortedBy() {
        assertThat(JDBC.sql("select id || ':' || name from entity order by id")
                        .query(String.class)
                        .list())
                .containsExactly("bare:", "named:m", "nulls:", "other:d");
    }

    @Test
    void shouldFillNothingTwice() {
        assertThat(new Filters(Kinds.standard(), OLD, new DataFiles(Overrides.none())).store())
                .isEmpty();
    }

    private static List<String> facets(String id) {
        return JDBC.sql("select unnest(facets) from entity where id = ?")
                .param(id)
                .query(String.class)
                .list();
    }

    private static FluentConfiguration flyway() {
        return Flyway.configure().dataSource(OLD).locations("classpath:dyff");
    }

    private static void row(String id, String kind, String body) {
        JDBC.sql("insert into entity (id, kind, account, status, created_at, version, partition, body)"
                        + " values (?, ?, 'a', 'Ready', now(), 1, 0, cast(? as jsonb))")
                .params(id, kind, body)
                .update();
    }
}
