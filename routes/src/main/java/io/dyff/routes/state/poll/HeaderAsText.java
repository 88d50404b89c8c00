package io.dyff.routes.state.poll;

import java.nio.charset.StandardCharsets;
import org.apache.camel.component.kafka.serde.KafkaHeaderDeserializer;

/** Reads the value of a record header as UTF-8 text, as all of ours are written. */
final class HeaderAsText implements KafkaHeaderDeserializer {

    @Override
    public Object deserialize(String name, byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
