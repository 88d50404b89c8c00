package io.dyff.routes.orchestrate.admission;

import io.dyff.routes.orchestrate.admission.Input.Due;
import java.util.Map;

/** Does what time asks for: ends sessions, removes objects, gives up on dependencies that nobody knows. */
public final class SettleDue {
    private final AdmissionTable table;

    public SettleDue(AdmissionTable table) {
        this.table = table;
    }

    /** Settles a thousand rows at most; the others have their turn at the next call. */
    public void settle() {
        table.changeByNeeds("select-due.sql", Map.of(), found -> new Due(found.needs(), found.now()));
    }
}
