package io.dyff.routes.sink;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.dyff.routes.event.Headers;
import io.dyff.routes.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;

/** Makes the rows of a batch of state records: of each entity the newest, as one JSON array. */
public final class NewestPerEntity {

    /**
     * @param records exchanges of a Kafka consumer, in their order
     */
    public String rows(List<Exchange> records) {
        Map<String, EntityRow> newest = new LinkedHashMap<>();
        for (Exchange each : records) {
            EntityRow row = EntityRow.of(read(each.getMessage()));
            newest.merge(row.id(), row, (old, late) -> late.version() >= old.version() ? late : old);
        }
        ArrayNode rows = Json.mapper().createArrayNode();
        newest.values().forEach(row -> rows.add(row.toJson()));
        return new String(Json.bytes(rows), StandardCharsets.UTF_8);
    }

    private static StateRecord read(Message message) {
        Map<String, String> headers = new HashMap<>();
        message.getHeaders().forEach((name, value) -> {
            if (Headers.isOurs(name)) {
                headers.put(name, String.valueOf(value));
            }
        });
        return new StateRecord(
                message.getHeader(KafkaConstants.KEY, String.class),
                message.getBody(byte[].class),
                headers,
                message.getHeader(KafkaConstants.PARTITION, int.class));
    }
}
