package io.dyff.bench.faults;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a case left behind; all counts are of things, and zero is good.
 *
 * @param seed that drew the pause between the moment and the kill
 * @param lost accepted evaluations that the API does not know, and rows that were there before
 * @param duplicated second custom resources, Jobs, runs of a Job, stored responses, and rows
 * @param stuck evaluations that were not Complete within the bound
 * @param illegal dead letters, and evaluations that ended otherwise
 * @param recoverySeconds from the restart of the process, or from the loss of the rows, until all were ready and the last evaluation Complete
 */
public record CaseResult(
        String name,
        long seed,
        int lost,
        int duplicated,
        int stuck,
        int illegal,
        @JsonProperty("recovery_s") double recoverySeconds) {

    @JsonIgnore
    public boolean isClean() {
        return lost == 0 && duplicated == 0 && stuck == 0 && illegal == 0;
    }
}
