package io.dyff.bench.scenario;

import java.nio.file.Path;
import java.util.List;

/** A measurement that prepares what it needs, runs, and ends what it started. */
public interface Scenario {

    /** As the command line names it. */
    String name();

    /** One sentence for the help. */
    String description();

    /**
     * Measures.
     *
     * @param scratch a new folder of its own; what it leaves there is deleted
     */
    List<Figure> run(Effort effort, Path scratch) throws Exception;
}
