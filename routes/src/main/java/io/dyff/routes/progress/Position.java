package io.dyff.routes.progress;

import io.dyff.routes.event.Headers;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;

/**
 * Up to where a partition has had its effect.
 *
 * @param partition of both topics
 * @param stateOffset of the last record of the state topic, -1 before the first
 * @param eventOffset of the last event in it, -1 when none is known
 */
public record Position(int partition, long stateOffset, long eventOffset) {
    private static final long UNKNOWN = -1;

    /**
     * Where these records end, well-formed or not.
     *
     * @param records exchanges of a Kafka consumer
     * @return one for each partition, in their order
     */
    static Collection<Position> after(List<Exchange> records) {
        Map<Integer, Position> last = new TreeMap<>();
        for (Exchange each : records) {
            Position position = of(each.getMessage());
            last.merge(position.partition, position, Position::latest);
        }
        return last.values();
    }

    private static Position of(Message record) {
        return new Position(
                record.getHeader(KafkaConstants.PARTITION, int.class),
                record.getHeader(KafkaConstants.OFFSET, long.class),
                eventOffset(record.getHeader(Headers.EVENT_OFFSET, String.class)));
    }

    private static long eventOffset(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            // The record is refused for it; what came before stays visible.
            return UNKNOWN;
        }
    }

    /** The further of two ends of one partition. */
    public Position latest(Position other) {
        return new Position(
                partition, Math.max(stateOffset, other.stateOffset), Math.max(eventOffset, other.eventOffset));
    }
}
