package io.dyff.routes.event.topics;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** What a command must know of a consumer group before it changes what the group reads or writes. */
public final class ConsumerGroups {
    private ConsumerGroups() {}

    /**
     * @param who the group's service, for the message
     * @throws IllegalStateException while the group has members
     */
    public static void requireIdle(Admin admin, String group, String who) {
        KafkaFuture<ConsumerGroupDescription> asked = requireNonNull(
                admin.describeConsumerGroups(List.of(group)).describedGroups().get(group));
        try {
            int members = BrokerAnswer.get(asked).members().size();
            if (members > 0) {
                throw new IllegalStateException(who + " runs (consumer group " + group + " has " + members
                        + " members): stop it first; what has just stopped counts for some seconds");
            }
        } catch (IllegalStateException e) {
            if (e.getCause() == null || !(e.getCause().getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
    }
}
