package io.dyff.local.supervise;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.ProcessIdentity;
import io.dyff.local.instance.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Processes of an instance whose supervisor was killed: known by the last state it wrote. */
public final class Orphans {
    private static final Duration GRACE = Duration.ofSeconds(8);
    private final DataFolder folder;

    public Orphans(DataFolder folder) {
        this.folder = folder;
    }

    /** Those that still live, in the order they were started. */
    public List<ProcessIdentity> alive() {
        return folder.runState().map(RunState::processes).orElse(List.of()).stream()
                .map(RunState.Child::process)
                .filter(Objects::nonNull)
                .filter(ProcessIdentity::isAlive)
                .toList();
    }

    /** Ends them together; services without a broker have nothing left to do in order. */
    public void endAllBut(ProcessIdentity self) {
        CompletableFuture<?>[] ends = alive().stream()
                .filter(process -> !process.equals(self))
                .map(process -> CompletableFuture.runAsync(() -> end(process), Thread::startVirtualThread))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(ends).join();
    }

    /** Ends the database server that a killed infrastructure left; to be called when nothing uses it any more. */
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
