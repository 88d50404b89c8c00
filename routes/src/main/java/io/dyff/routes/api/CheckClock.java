package io.dyff.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.event.EntityLimits;
import io.dyff.routes.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Exchange;

/**
 * Says that a create was refused because this process's clock is off the broker's: the fold judges by the same two times,
 * and nobody would hear of it there.
 */
final class CheckClock {
    private static final int RETRY_SECONDS = 60;

    public void check(Exchange exchange) {
        ApiCall call = new ApiCall(exchange);
        JsonNode entity = call.optional("entity", JsonNode.class);
        if (entity == null) {
            return;
        }
        Instant created = Instant.parse(entity.path("creationTime").asText());
        Duration skew = Duration.between(call.variable("acknowledgedAt", Instant.class), created);
        if (skew.abs().compareTo(EntityLimits.CLOCK_SKEW) > 0) {
            throw Problem.retryLater(
                            503,
                            "the clock of this service is " + skew + " off the broker's; nothing was made",
                            RETRY_SECONDS)
                    .exception();
        }
    }
}
