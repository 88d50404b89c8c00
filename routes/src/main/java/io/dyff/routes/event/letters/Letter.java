package io.dyff.routes.event.letters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.Headers;
import io.dyff.routes.json.Json;
import io.dyff.routes.state.StateRecord;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A dead letter.
 *
 * @param topic where it lies
 * @param letter the refused record, with what says why
 */
public record Letter(String topic, StateRecord letter) {
    private static final int EXCERPT = 400;

    /** Its name in commands: {@code PARTITION:OFFSET} in its topic. */
    public String position() {
        return letter.partition() + ":" + letter.offset();
    }

    /** Why it was refused. */
    public String cause() {
        return header(Headers.CAUSE);
    }

    /** The entity it is about, or nothing. */
    public String entity() {
        return letter.key() == null ? "" : letter.key();
    }

    /** What it means, as far as it says. */
    Optional<EventType> type() {
        return EventType.of(header(Headers.CE_TYPE));
    }

    private String header(String name) {
        return letter.headers().getOrDefault(name, "");
    }

    /** In one line. */
    public String line() {
        return "%s  %s  %s  %s  from %s %s:%s  %s"
                .formatted(
                        position(),
                        header(Headers.CE_TIME),
                        entity(),
                        header(Headers.CE_TYPE),
                        header(Headers.ORIGIN_TOPIC),
                        header(Headers.ORIGIN_PARTITION),
                        header(Headers.ORIGIN_OFFSET),
                        cause());
    }

    /**
     * All of it.
     *
     * @param whole the value to its end, else its beginning
     */
    public ObjectNode json(boolean whole) {
        ObjectNode json = Json.object().put("topic", topic).put("position", position());
        json.put("entity", letter.key()).put("cause", cause());
        letter.headers().forEach(json.putObject("headers")::put);
        byte[] value = letter.value();
        if (value == null) {
            return json.putNull("value").put("cut", false);
        }
        String text = new String(value, StandardCharsets.UTF_8);
        boolean cut = !whole && text.length() > EXCERPT;
        return json.put("value", cut ? text.substring(0, EXCERPT) : text).put("cut", cut);
    }
}
