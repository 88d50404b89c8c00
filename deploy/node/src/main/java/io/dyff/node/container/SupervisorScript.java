package io.dyff.node.container;

import io.dyff.node.process.Commands;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Pattern;

/** Starts programs under the small script that outlives the agent and records their exit codes. */
public final class SupervisorScript {

    private static final Pattern SHELL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private static final String NICE = "exec nice -n 5 \"$@\"";

    /** Where Linux weighs sessions and not processes (autogroup), a session has a niceness of its own. */
    private static final String NICE_SESSION = "{ echo 5 >/proc/self/autogroup; } 2>/dev/null; " + NICE;

    private final Path script;
    private final boolean endsWithAgent;
    private final long graceSeconds;
    private final ScheduledExecutorService clock;
    private final List<String> inOwnSession =
            Commands.find("setsid").map(Path::toString).stream().toList();

    /**
     * @param folder where the script is written
     * @param endsWithAgent whether programs end when the agent dies, instead of being taken over by the next one
     * @param graceSeconds how long programs have to end when the agent died
     */
    public SupervisorScript(Path folder, boolean endsWithAgent, long graceSeconds, ScheduledExecutorService clock)
            throws IOException {
        this.script = write(folder);
        this.endsWithAgent = endsWithAgent;
        this.graceSeconds = graceSeconds;
        this.clock = clock;
    }

    /** Starts a program whose attempt folder is there and new. */
    ContainerProcess launch(ProgramSpec spec, AttemptFolder attempt) throws IOException {
        List<String> command = new ArrayList<>(inOwnSession);
        command.add(shell(spec));
        command.addAll(List.of(
                script.toString(),
                attempt.path().toString(),
                attempt.log().toString(),
                Long.toString(graceSeconds),
                endsWithAgent ? "watch" : "leave"));
        command.addAll(inOwnSession);
        if (spec.background()) {
            command.addAll(List.of(shell(spec), "-c", inOwnSession.isEmpty() ? NICE : NICE_SESSION, "background"));
        }
        command.addAll(spec.command());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(spec.folder().toFile());
        builder.environment().clear();
        builder.environment().putAll(spec.environment());
        builder.redirectErrorStream(true);
        builder.redirectOutput(attempt.path().resolve("supervisor").toFile());
        return ContainerProcess.supervised(attempt, builder.start(), clock);
    }

    /** Takes over a program that an earlier agent started. */
    ContainerProcess adopt(AttemptFolder attempt) {
        return ContainerProcess.adopted(attempt, clock);
    }

    /** Small shells drop variables whose names they could not name themselves; bash hands them on. */
    private static String shell(ProgramSpec spec) {
        boolean plain = spec.environment().keySet().stream()
                .allMatch(name -> SHELL_NAME.matcher(name).matches());
        return plain ? "/bin/sh" : Commands.find("bash").map(Path::toString).orElse("/bin/sh");
    }

    /** Replaces the file as a whole: a shell reads its script while it runs, and old ones still run. */
    private static Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path script = folder.resolve("supervise.sh");
        Path fresh = folder.resolve("supervise.sh.new");
        try (InputStream text = SupervisorScript.class.getResourceAsStream("/io/dyff/node/supervise.sh")) {
            if (text == null) {
                throw new IOException("supervise.sh is missing among the program's resources");
            }
            Files.writeString(fresh, new String(text.readAllBytes(), StandardCharsets.UTF_8));
        }
        return Files.move(fresh, script, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
