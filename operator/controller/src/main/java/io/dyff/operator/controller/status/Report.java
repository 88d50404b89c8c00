package io.dyff.operator.controller.status;

import java.util.List;

/**
 * What a pass found out about its resource.
 *
 * @param state one word for people and columns
 * @param reason why
 * @param facts the conditions that follow
 * @param counts what it counted
 */
public record Report(String state, Reason reason, List<Fact> facts, Counts counts) {

    /** One without counts. */
    public Report(String state, Reason reason, List<Fact> facts) {
        this(state, reason, facts, Counts.NONE);
    }

    /** The same with these counts. */
    public Report with(Counts counted) {
        return new Report(state, reason, facts, counted);
    }
}
