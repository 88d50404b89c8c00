package io.dyff.local.supervise;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How one process is started and known to be ready.
 *
 * @param name also of its log
 * @param stage processes of a higher one need those of a lower one: they are ended first
 * @param environment added to the supervisor's own; secrets travel here and nowhere else
 * @param log gets standard output and standard error
 * @param health answers 200 when it is ready
 * @param startBound how long it may take to become ready
 */
public record ProcessSpec(
        String name,
        int stage,
        List<String> command,
        Map<String, String> environment,
        Path log,
        URI health,
        Duration startBound) {

    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** Secrets stay out of messages. */
    @Override
    public String toString() {
        return name;
    }
}
