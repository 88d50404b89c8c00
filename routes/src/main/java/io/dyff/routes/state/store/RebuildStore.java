package io.dyff.routes.state.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.component.kafkastate.Changelog;
import io.dyff.routes.event.Headers;
import io.dyff.routes.event.topics.BrokerAnswer;
import io.dyff.routes.event.topics.ConsumerGroups;
import io.dyff.routes.event.topics.DurableProducer;
import io.dyff.routes.fold.EntityState;
import io.dyff.routes.host.errors.BadRecordException;
import io.dyff.routes.json.Json;
import io.dyff.routes.state.EntityVersion;
import io.dyff.routes.state.StateRecord;
import io.dyff.routes.state.WholeTopic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Makes the aggregator's store anew from the state topic, into a new changelog, which every instance then restores. Where
 * it breaks off, the positions are missing, so that the aggregator does not start on a part.
 */
public final class RebuildStore {
    private static final byte[] NOTHING = Json.bytes(Json.object());

    private final Properties client;
    private final Changelog changelog;
    private final WholeTopic topic;
    private final Collection<String> forgotten;

    /**
     * @param client what a Kafka client needs to reach the broker
     * @param topic the state topic
     * @param forgotten ids of all entities that were ever forgotten
     */
    public RebuildStore(Properties client, Changelog changelog, WholeTopic topic, Collection<String> forgotten) {
        this.client = client;
        this.changelog = changelog;
        this.topic = topic;
        this.forgotten = List.copyOf(forgotten);
    }

    /**
     * What a rebuild did.
     *
     * @param records read from the state topic
     * @param entities now in the store
     * @param refused records that can be no state, and why
     */
    public record Report(long records, long entities, List<String> refused) {}

    public Report run() {
        try (Admin admin = Admin.create(client)) {
            ConsumerGroups.requireIdle(admin, changelog.group(), "the aggregator");
            Map<Integer, Long> before = changelog.positions(admin);
            forgetPositions(admin, before);
            replaceTopic(admin);
            Filled filled = fill();
            setPositions(admin, before, filled.ends);
            return new Report(filled.records, filled.entities.size(), List.copyOf(filled.refused));
        }
    }

    private void forgetPositions(Admin admin, Map<Integer, Long> positions) {
        if (!positions.isEmpty()) {
            Set<TopicPartition> all =
                    positions.keySet().stream().map(this::events).collect(Collectors.toSet());
            BrokerAnswer.get(
                    admin.deleteConsumerGroupOffsets(changelog.group(), all).all());
        }
    }

    /** Deleting a topic takes the broker a moment, in which its name is not free. */
    private void replaceTopic(Admin admin) {
        if (changelog.exists(admin)) {
            BrokerAnswer.get(admin.deleteTopics(List.of(changelog.topic())).all());
            while (changelog.exists(admin)) {
                BrokerAnswer.pause();
            }
        }
        changelog.create(admin);
    }

    private Filled fill() {
        Filled filled = new Filled();
        try (DurableProducer producer = new DurableProducer(client)) {
            // First, so that what the topic says of them counts: it may have forgotten who was forgotten long ago.
            forgotten.forEach(id -> producer.send(new ProducerRecord<>(
                    changelog.topic(), id, EntityState.forgotten(0).toBytes(NOTHING))));
            topic.read(record -> filled.add(record).ifPresent(producer::send));
        }
        return filled;
    }

    /**
     * Behind what was folded in, unless the group has read further; where nothing was, at the first event that there is.
     * Events between that changed nothing are read once more, and change nothing again.
     */
    private void setPositions(Admin admin, Map<Integer, Long> before, Map<Integer, Long> folded) {
        Map<Integer, Long> positions = new HashMap<>(before);
        folded.forEach((partition, last) -> positions.merge(partition, last + 1, Math::max));
        changelog.beginnings(admin).forEach(positions::putIfAbsent);
        Map<TopicPartition, OffsetAndMetadata> all = positions.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> events(entry.getKey()), entry -> new OffsetAndMetadata(entry.getValue())));
        BrokerAnswer.get(admin.alterConsumerGroupOffsets(changelog.group(), all).all());
    }

    private TopicPartition events(int partition) {
        return new TopicPartition(changelog.events(), partition);
    }

    /** What the reading learned on its way. */
    private final class Filled {
        private final Map<Integer, Long> ends = new HashMap<>();
        private final Set<String> entities = new HashSet<>();
        private final List<String> refused = new ArrayList<>();
        private long records;

        Optional<ProducerRecord<String, byte[]>> add(StateRecord record) {
            records++;
            try {
                EntityVersion entity = EntityVersion.of(record);
                ends.merge(record.partition(), entity.version(), Math::max);
                byte[] value = record.value();
                if (value == null) {
                    entities.remove(entity.id());
                } else {
                    entities.add(entity.id());
                }
                EntityState state = value == null ? EntityState.forgotten(entity.version()) : stored(entity, record);
                return Optional.of(new ProducerRecord<>(
                        changelog.topic(),
                        record.partition(),
                        entity.id(),
                        state.toBytes(value == null ? NOTHING : value)));
            } catch (BadRecordException e) {
                refused.add(record.key() + ": " + e.getMessage());
                return Optional.empty();
            }
        }

        private static EntityState stored(EntityVersion entity, StateRecord record) {
            return new EntityState(
                    (ObjectNode) Objects.requireNonNull(entity.body()),
                    entity.requestHash(),
                    entity.kubeUid(),
                    record.headers().get(Headers.KUBE_RV),
                    entity.version());
        }
    }
}
