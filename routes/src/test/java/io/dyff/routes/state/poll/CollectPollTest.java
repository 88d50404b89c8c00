package io.dyff.routes.state.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class CollectPollTest {
    private final CollectPoll collectPoll = new CollectPoll();

    @Test
    void shouldStopTheRouteUntilTheLastRecordOfThePoll() {
        Exchange first = collected("a", false);
        Exchange second = collected("b", false);
        Exchange last = collected("c", true);

        assertThat(first.isRouteStop()).isTrue();
        assertThat(second.isRouteStop()).isTrue();
        assertThat(last.isRouteStop()).isFalse();
        assertThat(bodies(last)).containsExactly("a", "b", "c");
    }

    @Test
    void shouldBeginAnewAfterEachPoll() {
        collected("a", true);
        assertThat(bodies(collected("b", true))).containsExactly("b");
    }

    private Exchange collected(String body, boolean last) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeader(KafkaConstants.LAST_POLL_RECORD, last);
        collectPoll.collect(exchange);
        return exchange;
    }

    private static List<Object> bodies(Exchange exchange) {
        List<?> records = exchange.getMessage().getBody(List.class);
        return records.stream()
                .map(record -> ((Exchange) record).getMessage().getBody())
                .toList();
    }
}
