package io.dyff.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Where a JVM spends its time, as its flight recorder samples it. */
public final class Sampling {
    private static final String EVENT = "jdk.ExecutionSample";
    private final long pid;
    private final Path file;

    /** Begins to sample the process; it must be a JVM of this user. */
    public Sampling(long pid, Path file) throws IOException, InterruptedException {
        this.pid = pid;
        this.file = file;
        command("JFR.start", "name=bench", "settings=profile");
    }

    /**
     * Ends the sampling.
     *
     * @param within the begin of a class name that every sample of a request has
     * @param programs the begin of the class names that are looked at: the nearest to where the thread stands decides
     * @param counted whether a class of those is counted
     * @return the part of the samples that is counted
     */
    public double share(String within, String programs, Predicate<String> counted)
            throws IOException, InterruptedException {
        command("JFR.stop", "name=bench", "filename=" + file);
        long all = 0;
        long ours = 0;
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                List<String> classes = classes(event);
                if (classes.stream().anyMatch(name -> name.startsWith(within))) {
                    all++;
                    ours += classes.stream()
                            .filter(name -> name.startsWith(programs))
                            .limit(1)
                            .filter(counted)
                            .count();
                }
            }
        }
        if (all == 0) {
            throw new IllegalStateException("no sample of " + within + " in " + file);
        }
        return ours / (double) all;
    }

    /** Of a sample, from where the thread stands down to its start. */
    private static List<String> classes(RecordedEvent event) {
        return event.getStackTrace() == null || !event.getEventType().getName().equals(EVENT)
                ? List.of()
                : event.getStackTrace().getFrames().stream()
                        .map(frame -> frame.getMethod().getType().getName())
                        .toList();
    }

    private void command(String... words) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid)));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("jcmd " + String.join(" ", words) + " failed");
        }
    }
}
