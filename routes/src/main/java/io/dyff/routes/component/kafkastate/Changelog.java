package io.dyff.routes.component.kafkastate;

import static java.util.Objects.requireNonNull;

import io.dyff.routes.event.topics.BrokerAnswer;
import io.dyff.routes.event.topics.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topic behind an aggregation's store. With an empty store every event would be refused as one of an unknown entity, so
 * an aggregation does not start on one that has lost something.
 *
 * @param group the aggregation's consumer group, which is its application id too
 * @param events the topic it reads
 * @param state the topic of its results
 * @param partitions that all three topics have
 */
public record Changelog(String group, String events, String state, int partitions) {

    /** Source of the name: Kafka Streams, "Internal topics". */
    public String topic() {
        return group + "-" + StateTopology.STORE + "-changelog";
    }

    /** @throws IllegalStateException when the store, or where it stands among the events, is lost, with the way on */
    void requireWhole(Admin admin) {
        Map<Integer, Long> published = ends(admin, state);
        Map<Integer, Long> arrived = ends(admin, events);
        Map<Integer, Long> stored = exists(admin) ? ends(admin, topic()) : Map.of();
        Set<Integer> placed = positions(admin).keySet();
        refuse(
                "the store's changelog " + topic() + " has nothing, though states were published, in the partitions ",
                numbers().filter(p -> has(published, p) && has(arrived, p) && !has(stored, p)));
        refuse(
                "the consumer group " + group + " has lost its positions of the partitions ",
                numbers().filter(p -> has(stored, p) && has(arrived, p) && !placed.contains(p)));
    }

    private void refuse(String what, IntStream lost) {
        List<Integer> partitions = lost.boxed().toList();
        if (!partitions.isEmpty()) {
            throw new IllegalStateException(
                    what + partitions + ": the command `aggregate rebuild` makes them again from " + state);
        }
    }

    private IntStream numbers() {
        return IntStream.range(0, partitions);
    }

    private static boolean has(Map<Integer, Long> ends, int partition) {
        return ends.getOrDefault(partition, 0L) > 0;
    }

    /** Makes the topic if it is not there, and answers its id: a folder of it is of no use to another topic of its name. */
    String ensure(Admin admin) {
        if (!exists(admin)) {
            create(admin);
        }
        return requireNonNull(BrokerAnswer.eventually(
                                () -> admin.describeTopics(List.of(topic())).allTopicNames())
                        .get(topic()))
                .topicId()
                .toString();
    }

    /** Makes the topic with as many replicas as the broker gives by default, as Kafka Streams would. */
    public void create(Admin admin) {
        NewTopic made = new NewTopic(topic(), Optional.of(partitions), Optional.empty()).configs(Topics.compacted());
        try {
            BrokerAnswer.get(admin.createTopics(List.of(made)).all());
        } catch (IllegalStateException e) {
            if (e.getCause() == null || !(e.getCause().getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** Whether the broker knows the topic. */
    public boolean exists(Admin admin) {
        return BrokerAnswer.get(admin.listTopics().names()).contains(topic());
    }

    /** Where the group stands in the events, by partition. */
    public Map<Integer, Long> positions(Admin admin) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                BrokerAnswer.get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        return committed.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(events) && entry.getValue() != null)
                .collect(Collectors.toMap(
                        entry -> entry.getKey().partition(),
                        entry -> entry.getValue().offset()));
    }

    /** Where the events begin that the broker still has, by partition. */
    public Map<Integer, Long> beginnings(Admin admin) {
        return offsets(admin, events, OffsetSpec.earliest());
    }

    private Map<Integer, Long> ends(Admin admin, String topic) {
        return offsets(admin, topic, OffsetSpec.latest());
    }

    private Map<Integer, Long> offsets(Admin admin, String topic, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> asked =
                numbers().boxed().collect(Collectors.toMap(p -> new TopicPartition(topic, p), p -> which));
        Map<TopicPartition, ListOffsetsResultInfo> found =
                BrokerAnswer.eventually(() -> admin.listOffsets(asked).all());
        return found.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().partition(),
                        entry -> entry.getValue().offset()));
    }
}
