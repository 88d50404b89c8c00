package io.dyff.bench.core;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A topic, in sums over its partitions.
 *
 * @param admin of its broker
 */
public record Topic(Admin admin, String name) {

    /** Its partitions. */
    public List<TopicPartition> all() {
        Map<String, TopicDescription> known =
                answer(() -> admin.describeTopics(List.of(name)).allTopicNames().get());
        return Objects.requireNonNull(known.get(name)).partitions().stream()
                .map(info -> new TopicPartition(name, info.partition()))
                .toList();
    }

    /** Where it ends: how many records were written, or stand for what a transaction wrote beside them. */
    public long end() {
        Map<TopicPartition, OffsetSpec> asked =
                all().stream().collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return answer(() -> admin.listOffsets(asked).all().get()).values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    /** Where a consumer group stands in it; 0 where it was never. */
    public long position(String group) {
        Map<TopicPartition, OffsetAndMetadata> committed = answer(() -> admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get());
        return committed.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(name) && entry.getValue() != null)
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }

    private interface Question<T> {
        T ask() throws ExecutionException, InterruptedException;
    }

    private static <T> T answer(Question<T> question) {
        try {
            return question.ask();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker did not answer: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
