package io.dyff.routes.poll;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits the offsets of a collected poll, once per partition, after the poll's effect is durable. */
public final class CommitPartitions {
    private static final Logger LOG = LoggerFactory.getLogger(CommitPartitions.class);

    /**
     * @param records the exchanges of the poll, as {@link CollectPoll} gathered them
     */
    public void commit(List<Exchange> records) {
        Map<String, KafkaManualCommit> last = new LinkedHashMap<>();
        for (Exchange record : records) {
            String partition = record.getMessage().getHeader(KafkaConstants.TOPIC, String.class) + "-"
                    + record.getMessage().getHeader(KafkaConstants.PARTITION, String.class);
            last.put(partition, record.getMessage().getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class));
        }
        last.forEach(CommitPartitions::commit);
    }

    private static void commit(String partition, KafkaManualCommit commit) {
        try {
            commit.commit();
        } catch (RebalanceInProgressException | CommitFailedException e) {
            // The partition moves on: its next owner reads these records again, which every write here allows.
            LOG.info("offsets of {} not committed, the records come again: {}", partition, e.getMessage());
        }
    }
}
