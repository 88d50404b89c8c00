package io.dyff.operator.controller.plan;

import java.util.List;

/**
 * The words with which a workflow ends: condition types and, at the same time, states.
 *
 * @param success True when all steps have ended well
 * @param failure True when one of them failed
 */
public record Outcome(String success, String failure) {

    /** Both end the workflow. */
    public List<String> terminal() {
        return List.of(success, failure);
    }
}
