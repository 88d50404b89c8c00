package io.dyff.routes.event;

import static io.dyff.routes.testing.TestingSpace.header;
import static io.dyff.routes.testing.TestingSpace.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.routes.testing.StateTestingContext;
import io.dyff.routes.testing.TestingEntities;
import io.dyff.routes.testing.TestingSpace;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@StateTestingContext
class WorkflowEventSinkIT {
    @Autowired
    TestingSpace space;

    @Autowired
    ProducerTemplate template;

    private final String id = TestingEntities.id();

    @Test
    void shouldProduceTheEventWithItsEnvelopeAndNothingElse() {
        WorkflowEvent event = TestingEntities.status(id, "Admitted", null).with(Headers.KUBE_UID, "u1");
        Exchange sent = template.send("kamelet:workflow-event-sink", exchange -> {
            exchange.getMessage().setHeader("Authorization", "secret");
            exchange.getMessage().setBody(event);
        });

        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getBody()).isSameAs(event);
        assertThat(sent.getMessage().getHeaders()).containsOnlyKeys("Authorization");
        ConsumerRecord<String, byte[]> record =
                space.records(space.topics().events(), id).getFirst();
        assertThat(sent.getVariable("ticket", Ticket.class)).isEqualTo(new Ticket(record.partition(), record.offset()));
        assertThat(json(record)).hasToString("{\"status\":\"Admitted\",\"reason\":null}");
        assertThat(header(record, Headers.CE_TYPE)).isEqualTo("io.dyff.entity.status");
        assertThat(header(record, Headers.CE_SOURCE)).isEqualTo("/dyff/orchestrate");
        assertThat(header(record, Headers.CE_SUBJECT)).isEqualTo(id);
        assertThat(header(record, Headers.CE_SPECVERSION)).isEqualTo("1.0");
        assertThat(header(record, Headers.KUBE_UID)).isEqualTo("u1");
        assertThat(StreamSupport.stream(record.headers().spliterator(), false).map(Header::key))
                .allMatch(Headers::isOurs);
    }

    @Test
    void shouldProduceAnEventWithoutBodyAsANullValue() {
        template.sendBody("kamelet:workflow-event-sink", TestingEntities.forgotten(id));
        assertThat(space.records(space.topics().events(), id).getFirst().value())
                .isNull();
    }

    @Test
    void shouldGiveUpSoonWhenNoBrokerAnswers() {
        long start = System.nanoTime();
        Exchange sent = template.send(
                "kamelet:workflow-event-sink?brokers=127.0.0.1:1",
                exchange -> exchange.getMessage().setBody(TestingEntities.status(id, "Admitted", null)));
        assertThat(sent.getException()).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void shouldPlaceRecordsWhereTheAggregatorExpectsThem() {
        template.sendBody("kamelet:workflow-event-sink", TestingEntities.created(TestingEntities.evaluation(id)));
        int partition = space.records(space.topics().events(), id).getFirst().partition();
        assertThat(List.of(partition))
                .containsExactly(space.produce(TestingEntities.status(id, "Admitted", null))
                        .partition());
    }
}
