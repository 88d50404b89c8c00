package io.dyff.local.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/** Tells the user what happens, with the seconds since the command began. */
public final class Progress {
    private final PrintWriter err;
    private final Instant begin = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);

    public Progress(PrintWriter err) {
        this.err = err;
    }

    public void say(String sentence) {
        double seconds = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
        err.println("dyff: %5.1f s  %s".formatted(seconds, sentence));
        err.flush();
    }

    /** Passes on what another process of this program said. */
    void repeat(String line) {
        err.println(line);
        err.flush();
    }
}
