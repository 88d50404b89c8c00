package io.dyff.routes.api;

import io.dyff.routes.event.Ticket;
import java.time.Duration;
import java.util.Locale;
import org.apache.camel.Exchange;

/**
 * Waits, within a bound, until the event just written is visible to readers. After the bound, or when the client does not
 * want to wait, the answer says that visibility is pending; it is never an error, because the write is durable. The row is
 * worth reading again only if it is visible, or if an earlier request may have made it.
 */
final class AwaitVisible {
    static final String VISIBILITY = "Dyff-Visibility";
    private final Visibility visibility;
    private final Duration bound;

    AwaitVisible(Visibility visibility, Duration bound) {
        this.visibility = visibility;
        this.bound = bound;
    }

    public void await(Exchange exchange) {
        ApiCall call = new ApiCall(exchange);
        Ticket ticket = call.variable("ticket", Ticket.class);
        String prefer = call.header("Prefer");
        boolean async = prefer != null && prefer.toLowerCase(Locale.ROOT).contains("respond-async");
        boolean visible = !async && visibility.await(ticket, bound);
        call.set("offset", ticket.offset());
        call.set("visible", visible);
        call.set("readable", visible || call.header(AuthorizeCreate.IDEMPOTENCY_KEY) != null);
        exchange.getMessage().setBody(null);
        if (!visible) {
            call.answerHeader(VISIBILITY, "pending");
        }
    }
}
