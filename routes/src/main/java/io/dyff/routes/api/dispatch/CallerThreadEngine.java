package io.dyff.routes.api.dispatch;

import io.dyff.routes.http.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpConsumer;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpEngine;
import org.jspecify.annotations.Nullable;

/**
 * Runs routes on the request's own (virtual) thread. Without an asynchronous dispatch the security context is there, and
 * Spring Security runs once per request instead of two or three times.
 */
final class CallerThreadEngine extends SpringBootPlatformHttpEngine {

    CallerThreadEngine(int port) {
        super(port, Runnable::run);
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new CallerThreadConsumer(endpoint, processor);
    }

    private static final class CallerThreadConsumer extends SpringBootPlatformHttpConsumer {

        CallerThreadConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
            super(endpoint, processor, Runnable::run);
        }

        /**
         * The dispatcher reads what it needs of the request itself, and its answers are bytes: nothing here copies headers or
         * streams, which took a fifteenth of the time of a create.
         */
        @Override
        protected void handleService(HttpServletRequest request, HttpServletResponse response) throws Exception {
            if (isSuspended()) {
                super.handleService(request, response);
                return;
            }
            Exchange exchange = createExchange(true);
            exchange.setPattern(ExchangePattern.InOut);
            createUoW(exchange);
            try {
                getProcessor().process(exchange);
                Reply.send(exchange, response);
            } finally {
                doneUoW(exchange);
                releaseExchange(exchange, false);
            }
        }

        /** Null tells Spring MVC that the answer is complete. */
        @Override
        public @Nullable CompletableFuture<Void> service(HttpServletRequest request, HttpServletResponse response) {
            try {
                handleService(request, response);
            } catch (Exception e) {
                answer(e, response);
            }
            return null;
        }

        private static void answer(Exception fault, HttpServletResponse response) {
            try {
                Problems.write(Problems.of(fault), response);
            } catch (IOException gone) {
                fault.addSuppressed(gone);
            }
        }
    }
}
