package io.dyff.routes.api.dispatch;

import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.platform.http.DefaultPlatformHttpConsumer;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.spi.CamelInternalProcessorAdvice;
import org.apache.camel.spi.InternalProcessor;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind {@code rest: openApi}: it serves the operations of the contract through platform-http. Camel's own
 * component of this scheme would read a document at each start and compare each request with every path in it.
 */
final class ContractComponent extends DefaultComponent {
    private final ApiDispatcher dispatcher;

    ContractComponent(ApiDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        // How a document is read: here are rows instead, and what they lack fails the start anyway.
        parameters.clear();
        return new ContractEndpoint(uri, this, dispatcher);
    }

    private static final class ContractEndpoint extends DefaultEndpoint {
        private final ApiDispatcher dispatcher;

        ContractEndpoint(String uri, Component component, ApiDispatcher dispatcher) {
            super(uri, component);
            this.dispatcher = dispatcher;
        }

        @Override
        public Consumer createConsumer(Processor processor) throws Exception {
            // Before the steps of the route itself, which has none.
            ((InternalProcessor) processor).addAdvice(new Dispatch(dispatcher));
            PlatformHttpComponent http = getCamelContext().getComponent("platform-http", PlatformHttpComponent.class);
            DefaultPlatformHttpConsumer consumer = (DefaultPlatformHttpConsumer) http.createConsumer(
                    getCamelContext(), processor, null, ApiDispatcher.BASE, null, null, null, null, Map.of());
            // Not the base itself: each path of the contract.
            consumer.setRegister(false);
            consumer.registerAfterConfigured(camel -> dispatcher.serve(http, consumer.getPlatformHttpConsumer()));
            configureConsumer(consumer);
            return consumer;
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException("the contract is served here, not called");
        }

        @Override
        public boolean isLenientProperties() {
            return true;
        }
    }

    /** Stands between the consumer and its route. */
    private record Dispatch(ApiDispatcher dispatcher) implements CamelInternalProcessorAdvice<Object> {

        @Override
        public @Nullable Object before(Exchange exchange) {
            dispatcher.process(exchange);
            return null;
        }

        @Override
        public void after(Exchange exchange, @Nullable Object state) {
            // Nothing was opened.
        }

        @Override
        public boolean hasState() {
            return false;
        }
    }
}
