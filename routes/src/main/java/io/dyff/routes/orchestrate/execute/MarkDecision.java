package io.dyff.routes.orchestrate.execute;

import io.dyff.routes.orchestrate.admission.AdmissionTable;
import io.dyff.routes.orchestrate.admission.Input;
import io.dyff.routes.orchestrate.admission.Input.Executed;
import io.dyff.routes.orchestrate.admission.Input.Failed;
import io.dyff.routes.orchestrate.admission.Input.Refused;
import io.dyff.routes.orchestrate.admission.Loaded;
import java.util.List;
import java.util.function.Function;

/** Says what became of a claim. */
public final class MarkDecision {
    private final AdmissionTable table;

    public MarkDecision(AdmissionTable table) {
        this.table = table;
    }

    /** It was acted on and its event acknowledged, or there was nothing to act on any more. */
    public void done(OpenDecision decision) {
        mark(
                decision,
                found -> decision.isDropped()
                        ? new Failed(decision.claim(), found.now())
                        : new Executed(decision.claim(), found.now()));
    }

    /** It could not be acted on. */
    public void failed(OpenDecision decision) {
        mark(decision, found -> new Failed(decision.claim(), found.now()));
    }

    /** It can never be acted on; {@code message} says why. */
    public void refused(OpenDecision decision, String message) {
        mark(decision, found -> new Refused(decision.claim(), decision.failure(), message, found.now()));
    }

    private void mark(OpenDecision decision, Function<Loaded, Input> input) {
        table.changeById(List.of(decision.id()), input);
    }
}
