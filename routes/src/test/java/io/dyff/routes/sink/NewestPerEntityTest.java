package io.dyff.routes.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.event.Headers;
import io.dyff.routes.json.Json;
import io.dyff.routes.testing.TestingEntities;
import java.io.IOException;
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
        assertThat(rows.path(0).has("body")).isFalse();
    }

    private JsonNode rows(Exchange... records) throws IOException {
        return Json.parse(newestPerEntity.rows(Stream.of(records).toList()).getBytes(UTF_8));
    }

    private static Exchange record(String id, long version, boolean tombstone) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader(KafkaConstants.KEY, id);
        exchange.getMessage().setHeader(KafkaConstants.PARTITION, 3);
        exchange.getMessage().setHeader(Headers.EVENT_OFFSET, String.valueOf(version));
        exchange.getMessage().setHeader(Headers.STATE_VERSION, "1");
        exchange.getMessage().setBody(tombstone ? null : Json.bytes(TestingEntities.evaluation(id)));
        return exchange;
    }
}
