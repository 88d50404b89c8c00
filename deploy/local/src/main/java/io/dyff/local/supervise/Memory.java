package io.dyff.local.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Memory of processes as the system accounts it: shared pages are divided among those who share them (PSS). */
public final class Memory {
    private Memory() {}

    /**
     * Of a process, in MiB.
     *
     * @param descendants with the processes it started
     * @return null where the system does not tell (only Linux does)
     */
    public static @Nullable Double pssMiB(long pid, boolean descendants) {
        if (!Files.exists(rollup(pid))) {
            return null;
        }
        LongStream pids = ProcessHandle.of(pid)
                .map(h -> descendants
                        ? LongStream.concat(LongStream.of(pid), h.descendants().mapToLong(ProcessHandle::pid))
                        : LongStream.of(pid))
                .orElse(LongStream.empty());
        return pids.map(Memory::pssKiB).sum() / 1024.0;
    }

    private static long pssKiB(long pid) {
        try {
            return Files.readAllLines(rollup(pid)).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            // It ended between the listing and the look.
            return 0;
        }
    }

    private static Path rollup(long pid) {
        return Path.of("/proc", Long.toString(pid), "smaps_rollup");
    }
}
