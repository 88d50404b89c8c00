package io.dyff.operator.steps.client;

import io.dyff.operator.steps.StepFailure;
import java.util.Optional;

/** Where rows go that have been dealt with: to what is stored, and to those who count. */
final class Settling {

    private final OutputWriter output;
    private final FirstRows firstRows;
    private final Progress progress;

    Settling(OutputWriter output, FirstRows firstRows, Progress progress) {
        this.output = output;
        this.firstRows = firstRows;
        this.progress = progress;
    }

    /** @throws StepFailure when the evaluation is to end for what became of this row and those before it */
    void settle(Finished row) throws StepFailure, InterruptedException {
        output.put(row);
        progress.settled(row.outcome());
        Optional<StepFailure> end = firstRows.ended(row.outcome());
        if (end.isPresent()) {
            throw end.get();
        }
    }
}
