package io.dyff.routes.api;

import io.dyff.routes.problem.Problem;
import org.apache.camel.Exchange;

/** Answers that an entity keeps no log of its own, as the contract has it for kinds without one. */
final class AnswerNoLog {

    public void answer(Exchange exchange) {
        ApiCall call = new ApiCall(exchange);
        throw Problem.of(404, call.kind().name() + " " + call.id() + " has no log")
                .exception();
    }
}
