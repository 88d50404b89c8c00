package io.dyff.routes.api;

import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes back what was said about visibility: the write stands, but its row could not be read. */
final class AnswerPending {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerPending.class);

    public void pend(Exchange exchange) {
        ApiCall call = new ApiCall(exchange);
        LOG.warn(
                "{} is written, but its row cannot be read: {}",
                call.id(),
                String.valueOf(exchange.getProperty(Exchange.EXCEPTION_CAUGHT)));
        call.set("rows", null);
        call.set("visible", false);
        call.answerHeader(AwaitVisible.VISIBILITY, "pending");
        exchange.getMessage().setBody(null);
    }
}
