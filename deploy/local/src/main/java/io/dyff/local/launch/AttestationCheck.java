package io.dyff.local.launch;

import io.dyff.local.instance.LocalException;
import java.nio.file.Path;
import java.util.List;

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
     * Checks the files of a result.
     *
     * @param keys the public keys, as the platform publishes them
     * @return a line for each check, and the end of it
     * @throws LocalException with all differences, when it does not hold
     */
    public List<String> verify(Path attestation, Path keys, Path files, Path dataset) throws InterruptedException {
        Captured said = Captured.run(
                "the check of the attestation",
                new ProcessBuilder(new JavaProgram(project, scratch)
                        .command(
                                "verify",
                                Module.STEPS,
                                "io.dyff.operator.steps.StepsMain",
                                "96m",
                                List.of(
                                        "verify-attestation",
                                        attestation.toString(),
                                        "--keys",
                                        keys.toString(),
                                        "--files",
                                        files.toString(),
                                        "--dataset",
                                        dataset.toString()))));
        if (said.exit() != 0) {
            throw LocalException.failed("the attestation does not hold: " + String.join("; ", said.lines()));
        }
        return said.lines();
    }
}
