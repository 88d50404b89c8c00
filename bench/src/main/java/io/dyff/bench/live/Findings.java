package io.dyff.bench.live;

import io.dyff.bench.scenario.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What became of the edits so far, and everything that did not hold. */
final class Findings {
    /** Of the time from the first byte written until a good edit serves. */
    static final long LIMIT_MILLIS = 2_000;

    private final Samples serving = new Samples();
    private final Samples refusing = new Samples();
    private final List<String> late = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Consumer<String> say;

    /** @param say is told of each fault as it comes */
    Findings(Consumer<String> say) {
        this.say = say;
    }

    void served(Edit.Numbered edit, long nanos) {
        serving.add(nanos);
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
        if (millis > LIMIT_MILLIS) {
            late.add(edit + " served after " + millis + " ms");
            say.accept(late.getLast());
        }
    }

    void refused(long nanos) {
        refusing.add(nanos);
    }

    void fault(String sentence) {
        faults.add(sentence);
        say.accept(sentence);
    }

    /** Of the good edits that came to serve. */
    Samples serving() {
        return serving;
    }

    /** Of the bad edits that were refused as they should be. */
    Samples refusing() {
        return refusing;
    }

    /** Good edits that served too late. */
    List<String> late() {
        return List.copyOf(late);
    }

    List<String> faults() {
        return List.copyOf(faults);
    }
}
