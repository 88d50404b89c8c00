package io.dyff.routes.event.topics;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a topic must look like. Forgetting is bounded by these numbers: an erased entity is gone from every topic after
 * eight days.
 *
 * @param name its name
 * @param partitions how many; events, state and the store's changelog must agree
 * @param config the settings that differ from the broker's defaults
 */
public record Topics(String name, int partitions, Map<String, String> config) {
    /** Bounds the parallelism of every service. */
    public static final int PARTITIONS = 12;

    /** A topic whose number of partitions does not matter. */
    public static final int ANY_PARTITIONS = 0;

    private static final int DEAD_LETTER_PARTITIONS = 3;
    private static final String DAY = String.valueOf(Duration.ofDays(1).toMillis());
    private static final String WEEK = String.valueOf(Duration.ofDays(7).toMillis());
    private static final int MIB = 1 << 20;

    public Topics {
        config = Map.copyOf(config);
    }

    /** The four topics of the platform. */
    public static List<Topics> of(TopicNames names, int partitions) {
        return List.of(
                new Topics(names.events(), partitions, expiring("LogAppendTime", 8 * MIB)),
                new Topics(names.state(), partitions, compacted()),
                new Topics(names.eventsDeadLetter(), DEAD_LETTER_PARTITIONS, expiring("CreateTime", 9 * MIB)),
                new Topics(names.stateDeadLetter(), DEAD_LETTER_PARTITIONS, expiring("CreateTime", 9 * MIB)));
    }

    /** Settings of the state topic, and of the changelog behind the aggregator's store. */
    public static Map<String, String> compacted() {
        return Map.of(
                "cleanup.policy",
                "compact",
                "max.compaction.lag.ms",
                DAY,
                "segment.ms",
                DAY,
                "delete.retention.ms",
                WEEK,
                "max.message.bytes",
                String.valueOf(8 * MIB),
                "message.timestamp.type",
                "CreateTime");
    }

    private static Map<String, String> expiring(String timestamps, int maxBytes) {
        return Map.of(
                "cleanup.policy", "delete",
                "retention.ms", WEEK,
                "segment.ms", DAY,
                "max.message.bytes", String.valueOf(maxBytes),
                "message.timestamp.type", timestamps);
    }
}
