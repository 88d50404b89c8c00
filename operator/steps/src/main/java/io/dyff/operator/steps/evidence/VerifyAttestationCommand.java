package io.dyff.operator.steps.evidence;

import io.dyff.operator.steps.ExitCodes;
import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.StepsVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells whoever has an attestation whether it holds. */
@Command(
        name = "verify-attestation",
        mixinStandardHelpOptions = true,
        versionProvider = StepsVersion.class,
        description = {
            "Checks the attestation of an evaluation or an analysis, and the files that it is about, without a network.",
            "What is not given is not checked, and is said not to be."
        })
public final class VerifyAttestationCommand implements Callable<Integer> {

    private static final ExitCodes EXIT = ExitCodes.of("verify-attestation");

    private enum Format {
        text,
        json
    }

    @Parameters(
            paramLabel = "ATTESTATION",
            description =
                    "What GET /v0/evaluations/{id}/attestation answers, or that of a measurement, report or safety case.")
    private Path attestation;

    @Option(
            names = "--keys",
            required = true,
            paramLabel = "FILE",
            description = "The service's public keys as a JSON Web Key Set.")
    private Path keys;

    @Option(names = "--files", paramLabel = "DIR", description = "What the evaluation published, .dyff with it.")
    @Nullable
    private Path files;

    @Option(names = "--dataset", paramLabel = "DIR", description = "The files of the dataset.")
    @Nullable
    private Path dataset;

    @Option(names = "--row-proof", paramLabel = "FILE", description = "A row, as prove-row writes it.")
    @Nullable
    private Path rowProof;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "Attestation of what an analysis was computed from; may be repeated.")
    private List<Path> attestations = List.of();

    @Option(names = "-o", defaultValue = "text", description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    private Format format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws StepFailure {
        var check = new AttestationCheck(
                new AttestationCheck.Inputs(attestation, keys, files, dataset, rowProof, attestations));
        try {
            check.run();
            var report = new CheckReport(check.holds(), check.checks());
            PrintWriter out = spec.commandLine().getOut();
            out.println(format == Format.json ? report.json() : report.text());
            out.flush();
        } catch (EvidenceException e) {
            throw new StepFailure(EXIT.code("UnusableInput"), e.getMessage() + ".", e);
        } catch (IOException | SQLException e) {
            throw new StepFailure(
                    EXIT.code("Unexpected"), "The scratch folder or database failed: " + e.getMessage(), e);
        }
        return EXIT.code(check.holds() ? "Holds" : check.isSigned() ? "Differs" : "NotSigned");
    }
}
