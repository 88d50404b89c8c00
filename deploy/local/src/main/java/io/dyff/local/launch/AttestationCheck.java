package io.dyff.local.launch;

import io.dyff.local.instance.LocalException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Has a program that knows nothing of the platform look at an attestation, from files alone. */
public final class AttestationCheck {
    private final Project project;
    private final Path scratch;

    /** @param scratch for what starting a program needs */
    public AttestationCheck(Project project, Path scratch) {
        this.project = project;
        this.scratch = scratch;
    }

    /**
     * Checks what is given.
     *
     * @param keys the public keys, as the platform publishes them
     * @param options of {@code dyff verify}, such as {@code --files DIR}
     * @return a line for each check, and the end of it
     * @throws LocalException with all differences, when it does not hold
     */
    public List<String> verify(Path attestation, Path keys, Object... options) throws InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of("verify-attestation", attestation.toString(), "--keys", keys.toString()));
        Stream.of(options).map(String::valueOf).forEach(arguments::add);
        List<String> command = new JavaProgram(project, scratch)
                .command("verify", Module.STEPS, "io.dyff.operator.steps.StepsMain", "96m", arguments);
        Captured said = Captured.run("the check of the attestation", new ProcessBuilder(command));
        if (said.exit() != 0) {
            throw LocalException.failed("the attestation does not hold: " + String.join("; ", said.lines()));
        }
        return said.lines();
    }
}
