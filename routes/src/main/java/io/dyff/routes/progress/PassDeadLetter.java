package io.dyff.routes.progress;

import java.util.List;
import org.apache.camel.Exchange;

/** Moves the position over a record that became a dead letter: it is no reason to read it again. */
public final class PassDeadLetter {
    private final Progress progress;

    PassDeadLetter(Progress progress) {
        this.progress = progress;
    }

    public void pass(Exchange exchange) {
        StateConsumer consumer = exchange.getVariable("consumer", StateConsumer.class);
        @SuppressWarnings("unchecked")
        List<Exchange> records = exchange.getVariable("batch", List.class);
        progress.pass(consumer, Position.after(records));
    }
}
