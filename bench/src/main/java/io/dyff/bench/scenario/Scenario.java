package io.dyff.bench.scenario;

import java.util.List;

/** A measurement that prepares what it needs, runs, and leaves nothing behind. */
public interface Scenario {

    /** As the command line names it. */
    String name();

    /** One sentence for the help. */
    String description();

    /** Measures. */
    List<Figure> run(Effort effort) throws Exception;
}
