package io.dyff.routes.orchestrate.admission;

import static io.dyff.routes.orchestrate.admission.Rule.on;

import io.dyff.routes.orchestrate.admission.Decision.What;
import io.dyff.routes.orchestrate.admission.Entity.Way;
import io.dyff.routes.orchestrate.admission.Input.Claimed;
import io.dyff.routes.orchestrate.admission.Input.Counted;
import io.dyff.routes.orchestrate.admission.Input.Due;
import io.dyff.routes.orchestrate.admission.Input.Executed;
import io.dyff.routes.orchestrate.admission.Input.Failed;
import io.dyff.routes.orchestrate.admission.Input.Fits;
import io.dyff.routes.orchestrate.admission.Input.Found;
import io.dyff.routes.orchestrate.admission.Input.Held;
import io.dyff.routes.orchestrate.admission.Input.Judged;
import io.dyff.routes.orchestrate.admission.Input.RateExceeded;
import io.dyff.routes.orchestrate.admission.Input.Refused;
import io.dyff.routes.orchestrate.admission.Input.State;
import java.util.List;

/**
 * The orchestrator's rules: {@code (row, input) → row}, without a clock, a database or a cluster. Of the lines for an input
 * the first whose condition holds says what becomes of the row; without one it stays as it is. Source:
 * contract/lifecycle.md section 11.
 */
public final class AdmissionRules {
    // spotless:off
    private static final List<Rule<?>> TABLE = List.of(
            on(
                    State.class,
                    "an older state changes nothing",
                    (r, i) -> i.entity().version() <= r.entity().version(),
                    (r, i) -> r),
            on(
                    State.class,
                    "the echo closes what nobody acts on",
                    (r, i) -> Steps.isClosedBy(r, i),
                    (r, i) -> Steps.close(Steps.take(r, i))),
            on(State.class, "a state is taken over", (r, i) -> true, Steps::take),
            on(Judged.class, "the judged are left alone", (r, i) -> !r.isUnjudged(), (r, i) -> r),
            on(
                    Judged.class,
                    "nothing is done for who asks for nothing",
                    (r, i) -> r.entity().way() == Way.NONE,
                    (r, i) -> r.with(Row.Stage.SETTLED)),
            on(
                    Judged.class,
                    "files are asked for at once",
                    (r, i) -> r.entity().way() == Way.UPLOAD,
                    Steps::askForFiles),
            on(
                    Judged.class,
                    "a failed dependency fails",
                    (r, i) -> i.needs().failure().isPresent(),
                    Steps::failDependency),
            on(
                    Judged.class,
                    "with its dependencies it queues",
                    (r, i) -> i.needs().areMet(),
                    Steps::queue),
            on(
                    Judged.class,
                    "it is told once that it waits",
                    (r, i) -> Steps.isUntold(r, Steps.UNSATISFIED),
                    Steps::tellBlocked),
            on(Judged.class, "without its dependencies it waits", (r, i) -> true, Steps::block),
            on(Counted.class, "the rates count it once", (r, i) -> r.isUncounted(), (r, i) -> r.countedOnce()),
            on(RateExceeded.class, "over a rate it fails", (r, i) -> r.isUncounted(), Steps::failRate),
            on(Fits.class, "what fits is admitted", (r, i) -> r.isQueued(), Steps::admit),
            on(
                    Held.class,
                    "it is told once that a quota holds it",
                    (r, i) -> r.isQueued() && Steps.isUntold(r, Steps.QUOTA),
                    Steps::tellHeld),
            on(
                    Claimed.class,
                    "without a decision there is no claim",
                    (r, i) -> !r.decision().isOpen(),
                    (r, i) -> r),
            on(Claimed.class, "a lease is respected", (r, i) -> r.lease().isHeld(i.now()), (r, i) -> r),
            on(
                    Claimed.class,
                    "nobody acts on what is shown already",
                    (r, i) -> r.isOvertaken(),
                    (r, i) -> Steps.close(r)),
            on(Claimed.class, "a claim takes the lease", (r, i) -> true, Steps::claim),
            on(Executed.class, "another claim counts", (r, i) -> !r.isClaimedBy(i.claim()), (r, i) -> r),
            on(
                    Executed.class,
                    "a removal is done when it is done",
                    (r, i) -> r.decision().what() == What.REMOVE,
                    (r, i) -> Steps.close(r.with(Row.InCluster.GONE))),
            on(Executed.class, "so is a look", (r, i) -> r.decision().what() == What.CHECK, (r, i) -> Steps.close(r)),
            on(Executed.class, "what is shown already is closed", (r, i) -> r.isOvertaken(), (r, i) -> Steps.close(r)),
            on(Executed.class, "all else stays open until its echo", (r, i) -> true, Steps::awaitEcho),
            on(
                    Failed.class,
                    "another claim counts, also of a failure",
                    (r, i) -> !r.isClaimedBy(i.claim()),
                    (r, i) -> r),
            on(Failed.class, "what is shown is not tried again", (r, i) -> r.isOvertaken(), (r, i) -> Steps.close(r)),
            on(Failed.class, "a failure is tried again later", (r, i) -> true, Steps::postpone),
            on(
                    Refused.class,
                    "another claim counts, also of a refusal",
                    (r, i) -> !r.isClaimedBy(i.claim()),
                    (r, i) -> r),
            on(Refused.class, "what is over cannot fail", (r, i) -> r.isOvertaken(), (r, i) -> Steps.close(r)),
            on(Refused.class, "what can never run fails", (r, i) -> true, Steps::refuse),
            on(Due.class, "time changes nothing yet", (r, i) -> !Steps.isDue(r, i.now()), (r, i) -> r),
            on(Due.class, "a removal is decided once", (r, i) -> r.decision().what() == What.REMOVE, Steps::waitOn),
            on(
                    Due.class,
                    "what is over loses its object",
                    (r, i) -> r.entity().isTerminal() && r.mayHaveObject(),
                    Steps::remove),
            on(
                    Due.class,
                    "what is over needs nothing else",
                    (r, i) -> r.entity().isTerminal(),
                    (r, i) -> Steps.waitOn(Steps.close(r), i)),
            on(Due.class, "an end is decided once", (r, i) -> Steps.ends(r), Steps::waitOn),
            on(Due.class, "its time is over", (r, i) -> Steps.isExpired(r, i.now()), Steps::expire),
            on(Due.class, "a dependency nobody knows is given up", (r, i) -> Steps.isForlorn(r, i), Steps::giveUp),
            on(Due.class, "else time passes", (r, i) -> true, Steps::waitOn),
            on(Found.class, "an object outlived its entity", (r, i) -> Steps.isOutlived(r), Steps::keepOutlived),
            on(Found.class, "what runs already is admitted", (r, i) -> r.isUndecided(), Steps::adopt));
    // spotless:on

    /** The rules as they hold. */
    public static final AdmissionRules STANDARD = new AdmissionRules(TABLE);

    private final List<Rule<?>> table;

    AdmissionRules(List<Rule<?>> table) {
        this.table = List.copyOf(table);
    }

    List<Rule<?>> table() {
        return table;
    }

    /** The row of an entity that is seen for the first time. */
    public Row first(State input) {
        return Steps.first(input);
    }

    /** What becomes of the row; the same row when nothing does. */
    public Row apply(Row row, Input input) {
        for (Rule<?> rule : table) {
            if (rule.holds(row, input)) {
                return rule.apply(row, input);
            }
        }
        return row;
    }
}
