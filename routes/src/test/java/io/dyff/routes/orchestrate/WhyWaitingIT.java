package io.dyff.routes.orchestrate;

import static io.dyff.routes.orchestrate.TestingAdmission.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.orchestrate.admission.WhyWaiting;
import io.dyff.routes.orchestrate.sweep.Heartbeats;
import io.dyff.routes.testing.TestingEntities;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an administrator is told of something that waits. */
class WhyWaitingIT {
    private static TestingAdmission admission;
    private ObjectNode dataset;
    private ObjectNode service;

    @BeforeAll
    static void open() {
        admission = new TestingAdmission();
    }

    @AfterAll
    static void close() {
        admission.close();
    }

    @BeforeEach
    void begin() {
        admission.sql("truncate admission");
        dataset = with(Entities.dataset("any"), "Ready", null);
        service = with(Entities.entity("InferenceService", "any"), "Ready", null);
        admission.states(dataset, service);
    }

    private static List<String> why(ObjectNode entity) {
        return new WhyWaiting(admission.jdbc(), new DataFiles(Overrides.none()))
                .of(entity.path("id").asText())
                .orElseThrow()
                .path("sentences")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    private ObjectNode evaluation(int number) {
        return Entities.evaluation(
                        "a", dataset.path("id").asText(), service.path("id").asText())
                .put("creationTime", Instant.now().plusMillis(number).toString());
    }

    @Test
    void shouldTellWhichQuotaHoldsItAndHowManyCameBefore() {
        List<ObjectNode> all = List.of(evaluation(0), evaluation(1), evaluation(2));
        admission.states(QuotaIT.quota("accounts/a", "workflows.dyff.io/admitted", "1"));
        admission.states(all.toArray(ObjectNode[]::new));
        assertThat(why(all.get(2)))
                .contains("Evaluation of a is Created.")
                .contains("It waits for room: Account quota exceeded: 2/1 workflows; 1 of its account came before it.");
        assertThat(why(all.get(0)).get(1))
                .startsWith("It was decided at ")
                .endsWith(": run; nobody has acted on it yet.");
        ObjectNode running = with(evaluation(3), "Admitted", null);
        ObjectNode ended = with(evaluation(4), "Complete", null);
        admission.states(running, ended);
        assertThat(why(running).get(1)).startsWith("It has been admitted");
        assertThat(why(ended)).contains("It has come to its end.");
    }

    @Test
    void shouldTellWhenItsTurnComesAndWhatItsPriorityCounts() {
        List<ObjectNode> all = List.of(evaluation(0), evaluation(1), evaluation(2));
        all.get(2).withObject("/labels").put("dyff.io/priority", "3");
        admission.states(QuotaIT.quota("accounts/a", "workflows.dyff.io/admitted", "1"));
        admission.states(all.get(0));
        assertThat(admission.row(all.get(0), "admitted_at = decided_at")).isEqualTo("true");
        admission.states(all.get(1), all.get(2));
        assertThat(why(all.get(1)))
                .contains("It waits for room: Account quota exceeded: 2/1 workflows; 1 of its account came before it.")
                .contains("At the pace of the last ten minutes its turn comes in 1200 s.");
        assertThat(why(all.get(2)))
                .contains("At the pace of the last ten minutes its turn comes in 600 s.")
                .contains(
                        "It asks for priority 3: between accounts no more than 0 counts, which is what its account was"
                                + " granted.");
    }

    @Test
    void shouldTellWhatItNeedsAndWhereThatStands() {
        ObjectNode late = with(Entities.dataset("any"), "WaitingForUpload", null);
        String unknown = TestingEntities.id();
        ObjectNode one = Entities.evaluation(
                "a", late.path("id").asText(), service.path("id").asText());
        ObjectNode other = Entities.evaluation("a", unknown, service.path("id").asText());
        admission.states(late, one, other);
        assertThat(why(one))
                .contains("It waits for Dataset " + late.path("id").asText() + ", which is WaitingForUpload.")
                .noneMatch(sentence -> sentence.contains(service.path("id").asText()));
        assertThat(why(other)).contains("It waits for " + unknown + ", which nobody knows.");
        assertThat(why(other).getLast()).endsWith("it is looked at again, whatever happens.");
    }

    @Test
    void shouldNameOneEntityOfEachPartitionForAHeartbeat() {
        admission.states(evaluation(0), evaluation(1));
        List<WorkflowEvent> due = new Heartbeats(admission.jdbc(), new DataFiles(Overrides.none())).due();
        long partitions = admission
                .jdbc()
                .sql("select count(distinct partition) from admission")
                .query(Long.class)
                .single();
        assertThat(due).hasSize((int) partitions).allMatch(event -> event.type() == EventType.HEARTBEAT);
        admission.sql("insert into forgotten (id, partition) values ('here', 0), ('alone', 7), ('unknown', null)");
        assertThat(new Heartbeats(admission.jdbc(), new DataFiles(Overrides.none())).due())
                .hasSize((int) partitions + 1)
                .extracting(WorkflowEvent::id)
                .contains("alone");
    }

    @Test
    void shouldKnowNothingOfWhatTheOrchestratorHasNotSeen() {
        assertThat(new WhyWaiting(admission.jdbc(), new DataFiles(Overrides.none())).of(TestingEntities.id()))
                .isEmpty();
    }
}
