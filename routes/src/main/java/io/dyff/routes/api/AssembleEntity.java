package io.dyff.routes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.entity.Entities;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.Headers;
import io.dyff.routes.event.WorkflowEvent;
import org.apache.camel.Exchange;

/** Makes the whole entity from the resolved request, and of it the event that creates it. */
final class AssembleEntity {
    private final Entities entities;

    AssembleEntity(Entities entities) {
        this.entities = entities;
    }

    public void assemble(Exchange exchange) {
        ApiCall call = new ApiCall(exchange);
        ObjectNode entity = entities.create(call.kind(), call.id(), call.variable("resolved", ObjectNode.class));
        call.set("entity", entity);
        // What is put, not created, is replaced by the same key again.
        EventType type = call.kind().isPut() ? EventType.PUT : EventType.CREATED;
        WorkflowEvent event = Events.of(call, type, entity);
        exchange.getMessage().setBody(event.with(Headers.REQUEST_HASH, call.variable("requestHash", String.class)));
    }
}
