package io.dyff.routes.host.errors;

import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** Sends a refused batch once more through its own route, in two halves, so that the good records get on. */
public final class RetryHalves {
    private final ProducerTemplate template;

    public RetryHalves(ProducerTemplate template) {
        this.template = template;
    }

    public void retry(Exchange exchange) throws Exception {
        List<?> batch = exchange.getVariable("batch", List.class);
        Endpoint route = exchange.getContext()
                .getRoute(exchange.getProperty(Exchange.FAILURE_ROUTE_ID, String.class))
                .getEndpoint();
        int half = batch.size() / 2;
        send(route, List.copyOf(batch.subList(0, half)));
        send(route, List.copyOf(batch.subList(half, batch.size())));
    }

    private void send(Endpoint route, List<?> records) throws Exception {
        Exchange sent = template.send(route, half -> half.getMessage().setBody(records));
        if (sent.getException() != null) {
            throw sent.getException();
        }
    }
}
