package io.dyff.routes.state.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.event.Headers;
import io.dyff.routes.json.Json;
import io.dyff.routes.state.EntityVersion;
import io.dyff.routes.state.StateRecord;
import io.dyff.routes.state.facet.Facets;
import io.dyff.routes.testing.TestingEntities;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class NewestPerEntityTest {
    private final NewestPerEntity newestPerEntity = new NewestPerEntity();

    @Test
    void shouldKeepTheNewestStateOfEachEntity() throws IOException {
        String a = TestingEntities.id();
        String b = TestingEntities.id();
        JsonNode rows = rows(record(a, 1, false), record(b, 2, false), record(a, 5, false), record(a, 3, false));
        assertThat(rows).hasSize(2);
        assertThat(rows.findValuesAsText("version")).containsExactly("5", "2");
    }

    @Test
    void shouldLetATombstoneWinOverWhatCameBefore() throws IOException {
        String a = TestingEntities.id();
        JsonNode rows = rows(record(a, 1, false), record(a, 2, true));
        assertThat(rows).hasSize(1);
        assertThat(rows.path(0)).hasToString("{\"id\":\"" + a + "\",\"version\":2,\"partition\":3}");
    }

    @Test
    void shouldGiveTheTableItsColumns() throws IOException {
        ObjectNode entity = TestingEntities.evaluation("e", Instant.EPOCH);
        entity.putObject("labels").put("b", "2").put("a", "1");
        Exchange record = record("e", 7, false);
        record.getMessage().setHeader(Headers.REQUEST_HASH, "h");
        record.getMessage().setHeader(Headers.KUBE_UID, "u");
        record.getMessage().setBody(Json.bytes(entity));
        ObjectNode row = (ObjectNode) rows(record).path(0);
        assertThat(row.remove("body")).isEqualTo(entity);
        assertThat(row)
                .hasToString(
                        "{\"id\":\"e\",\"version\":7,\"partition\":3,\"kind\":\"Evaluation\",\"account\":\"test\","
                                + "\"status\":\"Created\",\"reason\":null,\"created_at\":\"1970-01-01T00:00:00Z\","
                                + "\"request_hash\":\"h\",\"kube_uid\":\"u\",\"name\":\"\",\"filters\":\"f1\","
                                + "\"facets\":[\"Evaluation/status=Created\",\"Evaluation/labels=b=2\",\"Evaluation/labels=a=1\"]}");
    }

    private JsonNode rows(Exchange... records) {
        return newestPerEntity.rows(
                Stream.of(records)
                        .map(record -> EntityVersion.of(StateRecord.of(record.getMessage())))
                        .toList(),
                new Facets("f1", Map.of()));
    }

    private static Exchange record(String id, long version, boolean tombstone) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader(KafkaConstants.KEY, id);
        exchange.getMessage().setHeader(KafkaConstants.PARTITION, 3);
        exchange.getMessage().setHeader(KafkaConstants.OFFSET, version);
        exchange.getMessage().setHeader(Headers.EVENT_OFFSET, String.valueOf(version));
        exchange.getMessage().setHeader(Headers.STATE_VERSION, "1");
        exchange.getMessage().setBody(tombstone ? null : Json.bytes(TestingEntities.evaluation(id)));
        return exchange;
    }
}
