package io.dyff.bench.faults;

import io.dyff.local.instance.LocalException;
import io.dyff.local.instance.RunState;
import io.dyff.local.launch.Platform;
import io.dyff.node.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A part of the running platform that can be hit by itself.
 *
 * @param name of its process when each service has one of its own, or {@code postgres}
 */
record Part(String name) {
    /** The server's processes, which the infrastructure starts: its pid is the first line of a file in its data. */
    static final Part POSTGRES = new Part("postgres");

    /** Broker, object store, API server and node; it starts the database. */
    static final Part INFRASTRUCTURE = new Part("infrastructure");

    /** All but {@link #POSTGRES}. */
    static final List<Part> PROCESSES = Stream.of(
                    "api", "aggregate", "sink", "orchestrate", "watch", "operator", "infrastructure")
            .map(Part::new)
            .toList();

    /** Services that may be there twice; of an api, who asks chooses. */
    static final List<Part> REPEATABLE = Stream.of("aggregate", "sink", "orchestrate", "watch", "operator")
            .map(Part::new)
            .toList();

    /** Its process now; none while it is away. */
    Optional<ProcessIdentity> identity(Platform platform) {
        if (equals(POSTGRES)) {
            return server(platform.folder().file("database/data/postmaster.pid"));
        }
        return platform.processes().stream()
                .filter(child -> child.name().equals(name))
                .map(RunState.Child::process)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The same; it is a fault of the harness when there is none. */
    ProcessIdentity required(Platform platform) {
        return identity(platform)
                .filter(found -> found.handle().isPresent())
                .orElseThrow(() -> LocalException.failed("no process " + name + " runs: nothing to hit"));
    }

    /** All that must stop when it is to stand still: a database server works in its children. */
    List<ProcessHandle> handles(Platform platform) {
        ProcessHandle root = required(platform).handle().orElseThrow();
        return equals(POSTGRES)
                ? Stream.concat(Stream.of(root), root.descendants()).toList()
                : List.of(root);
    }

    private static Optional<ProcessIdentity> server(Path file) {
        try {
            return ProcessHandle.of(
                            Long.parseLong(Files.readAllLines(file).getFirst().strip()))
                    .map(ProcessIdentity::of);
        } catch (IOException | NumberFormatException noServer) {
            return Optional.empty();
        }
    }
}
