package io.dyff.operator.controller.plan;

import io.dyff.operator.controller.status.Conditions;
import io.dyff.operator.controller.status.Counts;
import io.dyff.operator.controller.status.Fact;
import io.dyff.operator.controller.status.Reason;
import io.dyff.operator.controller.status.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a workflow reports: one condition per step, one for either end, and the three that tools know.
 *
 * @param outcome the words with which it ends
 * @param steps the steps' conditions, in order
 */
record WorkflowReports(Outcome outcome, List<String> steps) {

    Report running(int index, Reason reason, String message) {
        return going("Running", index, reason, message);
    }

    Report suspended(int index) {
        return going("Suspended", index, Reason.Suspended, "spec.suspend is true");
    }

    Report complete() {
        String message = "All steps ended well";
        List<Fact> facts = stepFacts(steps.size(), Reason.Complete, "");
        facts.add(new Fact(outcome.success(), true, Reason.Complete, message));
        facts.add(new Fact(outcome.failure(), false, Reason.Complete, message));
        facts.add(new Fact(Conditions.READY, true, Reason.Complete, message));
        facts.add(new Fact(Conditions.RECONCILING, false, Reason.Complete, message));
        facts.add(new Fact(Conditions.STALLED, false, Reason.Complete, message));
        return new Report(
                outcome.success(), Reason.Complete, oneOfEach(facts), Counts.steps(steps.size(), steps.size()));
    }

    Report failed(int index, Reason reason, String message) {
        List<Fact> facts = stepFacts(index, reason, message);
        facts.add(new Fact(outcome.success(), false, reason, message));
        facts.add(new Fact(outcome.failure(), true, reason, message));
        facts.add(new Fact(Conditions.READY, false, reason, message));
        facts.add(new Fact(Conditions.RECONCILING, false, reason, message));
        facts.add(new Fact(Conditions.STALLED, true, reason, message));
        return new Report(outcome.failure(), reason, oneOfEach(facts), Counts.steps(index, steps.size()));
    }

    private Report going(String state, int index, Reason reason, String message) {
        List<Fact> facts = stepFacts(index, reason, message);
        facts.add(new Fact(outcome.success(), false, Reason.Running, ""));
        facts.add(new Fact(outcome.failure(), false, Reason.Running, ""));
        facts.add(new Fact(Conditions.READY, false, reason, message));
        facts.add(new Fact(Conditions.RECONCILING, true, reason, message));
        facts.add(new Fact(Conditions.STALLED, false, Reason.Running, ""));
        return new Report(state, reason, oneOfEach(facts), Counts.steps(index, steps.size()));
    }

    /** Steps before the index have ended well, the one at it has the reason, the others wait. */
    private List<Fact> stepFacts(int index, Reason reason, String message) {
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            facts.add(
                    i < index
                            ? new Fact(steps.get(i), true, Reason.Complete, "")
                            : i == index
                                    ? new Fact(steps.get(i), false, reason, message)
                                    : new Fact(steps.get(i), false, Reason.Waiting, "after " + steps.get(i - 1)));
        }
        return facts;
    }

    /** A workflow may end with a word that tools know as well, such as Ready: then what tools are told counts. */
    private static List<Fact> oneOfEach(List<Fact> facts) {
        Map<String, Fact> byType = new LinkedHashMap<>();
        facts.forEach(fact -> byType.put(fact.type(), fact));
        return List.copyOf(byType.values());
    }
}
