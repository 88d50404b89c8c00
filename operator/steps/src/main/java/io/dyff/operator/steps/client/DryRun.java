package io.dyff.operator.steps.client;

import io.dyff.operator.rows.adapter.AdapterException;
import io.dyff.operator.rows.exchange.Pipelines;
import io.dyff.operator.rows.exchange.RequestContent;
import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.data.WorkItem;
import io.dyff.operator.steps.data.WorkItems;
import java.io.PrintWriter;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Makes the request of every open work item and sends none. */
final class DryRun {

    private static final int REPORTED_FAILURES = 10;

    private final Pipelines pipelines;
    private final PrintWriter out;
    private final PrintWriter err;
    private long made;
    private long failed;

    DryRun(Pipelines pipelines, PrintWriter out, PrintWriter err) {
        this.pipelines = pipelines;
        this.out = out;
        this.err = err;
    }

    void run(WorkItems items) throws SQLException, StepFailure {
        try {
            items.forEach(pipelines.columns(), new Making());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailure(ClientExit.TERMINATED, "The dry run was interrupted.", e);
        }
        out.println("dry run: " + made + " requests can be made, " + failed + " cannot");
        out.flush();
        if (failed > 0) {
            throw new StepFailure(
                    ClientExit.INCOMPLETE, failed + " of " + (made + failed) + " requests cannot be made.");
        }
    }

    /** Counts what can be made. */
    private final class Making implements WorkItems.Sink {
        @Override
        public void accept(WorkItem item) {
            try {
                RequestContent.of(pipelines.request(item.row()));
                made++;
            } catch (AdapterException e) {
                failed(item.index(), e.getMessage());
            }
        }

        @Override
        public void unreadable(String replication, long index, String why) {
            failed(index, why);
        }
    }

    private void failed(long index, @Nullable String why) {
        if (failed++ < REPORTED_FAILURES) {
            err.println("row " + index + ": " + why);
        }
    }
}
