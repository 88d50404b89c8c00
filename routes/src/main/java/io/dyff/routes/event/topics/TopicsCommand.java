package io.dyff.routes.event.topics;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics of the platform, and says in sentences where existing ones differ. */
public final class TopicsCommand {

    private TopicsCommand() {}

    /**
     * Creates what is missing and corrects the settings of what exists; may be repeated. What passes by itself (a broker
     * that is late, or knows of a change a moment after the controller has made it) is waited for, two minutes at most.
     *
     * @throws IllegalStateException when a topic has another number of partitions: keys would move; or the broker refuses
     */
    public static void create(Admin admin, TopicNames names, int partitions, short replication) {
        List<Topics> wanted = Topics.of(names, partitions);
        BrokerAnswer.get(admin.listTopics().names()); // a broker that nobody reaches is told at once
        Instant limit = Instant.now().plus(BrokerAnswer.PATIENCE);
        while (!attempt(admin, wanted, replication, limit)) {
            BrokerAnswer.pause();
        }
    }

    /** Goes one step towards what is wanted; whether all of it is there. */
    private static boolean attempt(Admin admin, List<Topics> wanted, short replication, Instant limit) {
        try {
            return attempt(admin, wanted, replication);
        } catch (IllegalStateException e) {
            if (!passes(admin, replication, e) || Instant.now().isAfter(limit)) {
                throw e;
            }
            return false;
        }
    }

    private static boolean attempt(Admin admin, List<Topics> wanted, short replication) {
        Set<String> existing = BrokerAnswer.get(admin.listTopics().names());
        refuse(check(
                admin,
                wanted.stream()
                        .filter(topic -> existing.contains(topic.name()))
                        .map(topic -> new Topics(topic.name(), topic.partitions(), Map.of()))
                        .toList()));
        List<Topics> missing = wanted.stream()
                .filter(topic -> !existing.contains(topic.name()))
                .toList();
        if (!missing.isEmpty()) {
            make(admin, missing, replication);
            return false;
        }
        List<String> differences = check(admin, wanted);
        if (!differences.isEmpty()) {
            correct(admin, wanted);
        }
        return differences.isEmpty();
    }

    private static void make(Admin admin, List<Topics> topics, short replication) {
        BrokerAnswer.get(admin.createTopics(topics.stream()
                        .map(topic -> new NewTopic(topic.name(), topic.partitions(), replication)
                                .configs(withReplicas(topic.config(), replication)))
                        .toList())
                .all());
    }

    /** Whether a refusal says nothing of what was asked, or what was asked has been done meanwhile. */
    private static boolean passes(Admin admin, short replication, IllegalStateException refusal) {
        if (refusal.getCause() instanceof TimeoutException) {
            return true;
        }
        Throwable answer = refusal.getCause() instanceof ExecutionException e ? e.getCause() : null;
        // A broker that starts, or was too busy to be heard of, is not counted for a moment.
        return answer instanceof RetriableException
                || answer instanceof TopicExistsException
                || answer instanceof InvalidReplicationFactorException && brokers(admin) >= replication;
    }

    /** The number of brokers, those included that do not answer just now. */
    public static int brokers(Admin admin) {
        return BrokerAnswer.get(admin.describeCluster(new DescribeClusterOptions().includeFencedBrokers(true))
                        .nodes())
                .size();
    }

    private static void refuse(List<String> differences) {
        if (!differences.isEmpty()) {
            throw new IllegalStateException(String.join("; ", differences));
        }
    }

    /** Where the topics differ from what the platform needs, one sentence each; empty when all is well. */
    public static List<String> check(Admin admin, TopicNames names, int partitions) {
        return check(admin, Topics.of(names, partitions));
    }

    /** The same for some of the topics. */
    public static List<String> check(Admin admin, List<Topics> wanted) {
        Set<String> existing = BrokerAnswer.get(admin.listTopics().names());
        List<String> differences = new ArrayList<>();
        List<Topics> present = new ArrayList<>();
        for (Topics topic : wanted) {
            if (existing.contains(topic.name())) {
                present.add(topic);
            } else {
                differences.add("topic " + topic.name() + " does not exist");
            }
        }
        Map<String, TopicDescription> descriptions =
                BrokerAnswer.get(admin.describeTopics(names(present)).allTopicNames());
        Map<String, Config> configs = configs(admin, present);
        for (Topics topic : present) {
            differences.addAll(differences(
                    topic, requireNonNull(descriptions.get(topic.name())), requireNonNull(configs.get(topic.name()))));
        }
        return differences;
    }

    private static List<String> differences(Topics topic, TopicDescription description, Config config) {
        List<String> differences = new ArrayList<>();
        int partitions = description.partitions().size();
        if (topic.partitions() != Topics.ANY_PARTITIONS && partitions != topic.partitions()) {
            differences.add(
                    "topic " + topic.name() + " has " + partitions + " partitions instead of " + topic.partitions());
        }
        topic.config().forEach((key, value) -> {
            ConfigEntry entry = config.get(key);
            String actual = entry == null ? "unset" : entry.value();
            if (!value.equals(actual)) {
                differences.add("topic " + topic.name() + " has " + key + "=" + actual + " instead of " + value);
            }
        });
        return differences;
    }

    private static void correct(Admin admin, List<Topics> topics) {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (Topics topic : topics) {
            changes.put(
                    resource(topic.name()),
                    topic.config().entrySet().stream()
                            .map(e -> new AlterConfigOp(
                                    new ConfigEntry(e.getKey(), e.getValue()), AlterConfigOp.OpType.SET))
                            .toList());
        }
        if (!changes.isEmpty()) {
            BrokerAnswer.get(admin.incrementalAlterConfigs(changes).all());
        }
    }

    private static Map<String, String> withReplicas(Map<String, String> config, short replication) {
        Map<String, String> all = new HashMap<>(config);
        all.put("min.insync.replicas", String.valueOf(Math.max(1, replication - 1)));
        return all;
    }

    private static Map<String, Config> configs(Admin admin, List<Topics> topics) {
        Map<String, Config> byName = new HashMap<>();
        BrokerAnswer.get(admin.describeConfigs(
                                topics.stream().map(t -> resource(t.name())).toList())
                        .all())
                .forEach((resource, config) -> byName.put(resource.name(), config));
        return byName;
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static List<String> names(List<Topics> topics) {
        return topics.stream().map(Topics::name).toList();
    }
}
