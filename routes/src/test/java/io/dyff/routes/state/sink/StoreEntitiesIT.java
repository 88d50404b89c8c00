package io.dyff.routes.state.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.event.Headers;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.progress.Progress;
import io.dyff.routes.progress.StateConsumer;
import io.dyff.routes.state.facet.Filters;
import io.dyff.routes.testing.TestingDatabase;
import io.dyff.routes.testing.TestingEntities;
import io.dyff.routes.testing.TestingPlatform;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class StoreEntitiesIT {
    private static final DataFiles FILES = new DataFiles(Overrides.none());
    private static final String FULL = """
            create function be_full() returns trigger language plpgsql as $$
            begin
                raise exception 'no space left' using errcode = 'disk_full';
            end $$;
            create trigger full_disk before insert on entity for each row execute function be_full()""";

    private final TestingDatabase database = TestingPlatform.database();
    private final Progress progress = new Progress(database.jdbc(), FILES, () -> "topics");
    private final StoreEntities store = new StoreEntities(
            database.jdbc(),
            new TransactionTemplate(new JdbcTransactionManager(database.dataSource())),
            FILES,
            progress,
            Kinds.standard(),
            new Filters(Kinds.standard(), database.dataSource(), FILES),
            Optional.empty());
    private final String id = TestingEntities.id();

    @Test
    void shouldMoveNoPositionWhenTheRowsCannotBeStored() {
        database.jdbc().sql(FULL).update();
        assertThatThrownBy(() -> store.store(List.of(state(0, 5, "Created")))).hasMessageContaining("no space left");
        assertThat(progress.read(StateConsumer.SINK)).isEmpty();

        database.jdbc().sql("drop trigger full_disk on entity").update();
        store.store(List.of(state(0, 5, "Created")));

        assertThat(row()).isEqualTo("5 Created");
        assertThat(progress.read(StateConsumer.SINK)).containsKey(0);
    }

    @Test
    void shouldNeverPutAnOlderVersionOverANewerOne() {
        store.store(List.of(state(0, 5, "Complete")));
        store.store(List.of(state(1, 3, "Admitted")));
        assertThat(row()).isEqualTo("5 Complete");

        store.store(List.of(state(2, 6, "Deleted")));

        assertThat(row()).isEqualTo("6 Deleted");
    }

    private String row() {
        return database.jdbc()
                .sql("select version || ' ' || status from entity where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    private Exchange state(long offset, long version, String status) {
        ObjectNode entity = TestingEntities.evaluation(id).put("status", status);
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader(KafkaConstants.KEY, id);
        exchange.getMessage().setHeader(KafkaConstants.PARTITION, 0);
        exchange.getMessage().setHeader(KafkaConstants.OFFSET, offset);
        exchange.getMessage().setHeader(Headers.EVENT_OFFSET, Long.toString(version));
        exchange.getMessage().setHeader(Headers.STATE_VERSION, "1");
        exchange.getMessage().setBody(Json.bytes(entity));
        return exchange;
    }
}
