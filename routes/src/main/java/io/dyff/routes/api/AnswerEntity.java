package io.dyff.routes.api;

import org.apache.camel.Exchange;

/** Answers the entity of the row. */
final class AnswerEntity {
    private final EntityWriter writer;

    AnswerEntity(EntityWriter writer) {
        this.writer = writer;
    }

    public void answer(Exchange exchange) {
        ApiCall call = new ApiCall(exchange);
        Answers.ok(
                exchange,
                writer.write(call, call.variable("row", EntityRow.class).body()));
    }
}
