package io.dyff.local.supervise;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.RunState;
import io.dyff.node.process.ProcessIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Processes of an instance whose supervisor was killed: known by the last state it wrote. */
public final class Orphans {
    private static final Duration GRACE = Duration.ofSeconds(30);
    private final DataFolder folder;

    public Orphans(DataFolder folder) {
        this.folder = folder;
    }

    /** Those that still live, in the order they were started, and the database server of a killed infrastructure. */
    public List<ProcessIdentity> alive() {
        return Stream.concat(children(), LeftDatabase.of(folder).stream()).toList();
    }

    private Stream<ProcessIdentity> children() {
        return folder.runState().map(RunState::processes).orElse(List.of()).stream()
                .map(RunState.Child::process)
                .filter(Objects::nonNull)
                .filter(ProcessIdentity::isAlive);
    }

    /** Ends all of them, the database server when nothing uses it any more. */
    public void end() {
        endAllBut(ProcessIdentity.self());
        endDatabase();
    }

    /** Ends the processes themselves together; services without a broker have nothing left to do in order. */
    public void endAllBut(ProcessIdentity self) {
        CompletableFuture<?>[] ends = children()
                .filter(process -> !process.equals(self))
                .map(process -> CompletableFuture.runAsync(() -> end(process), Thread::startVirtualThread))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(ends).join();
    }

    /** Ends the database server that a killed infrastructure left. */
    public void endDatabase() {
        LeftDatabase.of(folder).ifPresent(Orphans::end);
    }

    private static void end(ProcessIdentity process) {
        try {
            process.end(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
