package io.dyff.routes.api.announce;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.event.EntityLimits;
import io.dyff.routes.event.Ticket;
import io.dyff.routes.http.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done around the produce of an event: before it, once the broker has it, and until readers see it. */
public final class Announcement {
    private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);
    private static final String VISIBILITY = "Dyff-Visibility";
    /** Longer than a stage is away that moves to other routes: nobody is refused for that. */
    private static final Duration OVERLOADED = Duration.ofMillis(1_500);

    private static final int CLOCK_RETRY_SECONDS = 60;
    /** The older of the released clients gives up after five seconds, and sends again what was accepted. */
    private static final Duration ANSWERED_AFTER = Duration.ofSeconds(4);

    private final Visibility visibility;
    private final Duration bound;

    /** @param bound how long a write waits until readers see it */
    public Announcement(Visibility visibility, Duration bound) {
        this.visibility = visibility;
        this.bound = bound;
    }

    /**
     * Refuses new writes while earlier ones wait too long to become visible, or are invisible for long though nobody waits:
     * nothing is written, the client tries again.
     */
    public void admit() {
        if (visibility.oldestWait().compareTo(OVERLOADED) > 0) {
            throw Problem.retryLater(429, "the platform is busy; nothing was written", 1)
                    .exception();
        }
        if (visibility.isBehind()) {
            throw Problem.retryLater(
                            429,
                            "what was written before is not visible yet; nothing was written",
                            Math.toIntExact(Backlog.PROBE.toSeconds()))
                    .exception();
        }
    }

    /**
     * Says that a create was refused because this process's clock is off the broker's: the fold judges by the same two
     * times, and nobody would hear of it there.
     *
     * @param entity what was created, absent for other events
     * @param acknowledged the broker's time of the event
     */
    public void checkClock(
            @Variable("entity") @Nullable JsonNode entity, @Variable("acknowledgedAt") Instant acknowledged) {
        if (entity == null) {
            return;
        }
        Instant created = Instant.parse(entity.path("creationTime").asText());
        Duration skew = Duration.between(acknowledged, created);
        if (skew.abs().compareTo(EntityLimits.CLOCK_SKEW) > 0) {
            throw Problem.retryLater(
                            503,
                            "the clock of this service is " + skew + " off the broker's; nothing was made",
                            CLOCK_RETRY_SECONDS)
                    .exception();
        }
    }

    /**
     * Waits, within a bound, until the event just written is visible to readers; less when the broker or a connection to
     * the database has taken its time before. After the bound, or when the client does not want to wait, the answer says that visibility is pending; it is never an error, because the write is durable.
     * The row is {@code readable} if it is visible, or if an earlier request may have made it.
     */
    public void await(@Variable("call") ApiCall call, @Variable("ticket") Ticket ticket, Message message) {
        visibility.written(ticket);
        String prefer = call.header("Prefer");
        boolean async = prefer != null && prefer.toLowerCase(Locale.ROOT).contains("respond-async");
        boolean visible = !async && visibility.await(ticket, left(call));
        call.set("offset", ticket.offset());
        call.set("readable", visible || call.header(ApiCall.IDEMPOTENCY_KEY) != null);
        say(visible, call, message);
    }

    private Duration left(ApiCall call) {
        Duration left = ANSWERED_AFTER.minus(call.elapsed());
        return left.compareTo(bound) < 0 ? left : bound;
    }

    /** Takes back what was said about visibility: the write stands, but its row could not be read. */
    public void pend(
            @Variable("call") ApiCall call,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception fault,
            Message message) {
        LOG.warn("{} is written, but its row cannot be read: {}", call.id(), String.valueOf(fault));
        call.set("rows", null);
        say(false, call, message);
    }

    private static void say(boolean visible, ApiCall call, Message message) {
        call.set("visible", visible);
        if (!visible) {
            call.answerHeader(VISIBILITY, "pending");
        }
        message.setBody(null);
    }
}
