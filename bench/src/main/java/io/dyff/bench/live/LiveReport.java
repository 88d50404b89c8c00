package io.dyff.bench.live;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.dyff.bench.scenario.Figure;
import java.util.List;

/**
 * What a run of edits showed.
 *
 * @param figures for people
 * @param late good edits that served, but not in time; on a busy machine that says little
 * @param faults what did not hold otherwise, a sentence each
 */
public record LiveReport(List<Figure> figures, List<String> late, List<String> faults) {

    /** True when everything held. */
    @JsonIgnore
    public boolean isClean() {
        return late.isEmpty() && faults.isEmpty();
    }
}
