package io.dyff.routes.watch;

import io.dyff.routes.component.kubeinformer.Taken;
import io.dyff.routes.event.Headers;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.kind.Report;
import java.util.Objects;

/** Remembers what the broker has acknowledged, so that it is not said twice. */
public final class RememberReport {
    private final Taken<Report> acknowledged;

    RememberReport(Taken<Report> acknowledged) {
        this.acknowledged = acknowledged;
    }

    public void remember(WorkflowEvent event) {
        Report report = new Report(
                event.patch().path("status").asText(),
                event.patch().path("reason").textValue(),
                event.patch().path("message").textValue());
        acknowledged.put(Objects.requireNonNull(event.headers().get(Headers.KUBE_UID)), report);
    }
}
