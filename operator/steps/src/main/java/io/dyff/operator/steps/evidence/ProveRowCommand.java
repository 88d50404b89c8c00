package io.dyff.operator.steps.evidence;

import io.dyff.operator.steps.ExitCodes;
import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.StepsVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the proof that one row is among those that were attested. */
@Command(
        name = "prove-row",
        mixinStandardHelpOptions = true,
        versionProvider = StepsVersion.class,
        description = {
            "Writes one row of what an evaluation published, with the proof that it is among the attested rows.",
            "verify-attestation --row-proof checks it; the other rows need not be shown."
        })
public final class ProveRowCommand implements Callable<Integer> {

    private static final ExitCodes EXIT = ExitCodes.of("prove-row");

    @Option(
            names = "--files",
            required = true,
            paramLabel = "DIR",
            description = "What the evaluation published, .dyff with it.")
    private Path files;

    @Option(names = "--row", required = true, paramLabel = "INDEX", description = "The row's _index_.")
    private long row;

    @Option(
            names = "--replication",
            paramLabel = "ID",
            description = "Its _replication_; needed where several have the row.")
    @Nullable
    private String replication;

    @Option(names = "--output", paramLabel = "FILE", description = "Where to write it instead of standard output.")
    @Nullable
    private Path output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws StepFailure {
        try {
            write(JsonFile.JSON.writeValueAsBytes(new RowProver(files).prove(row, replication)));
            return EXIT.code("Proved");
        } catch (NoSuchRowException e) {
            throw new StepFailure(EXIT.code("NoSuchRow"), e.getMessage() + ".", e);
        } catch (EvidenceException e) {
            throw new StepFailure(EXIT.code("UnusableInput"), e.getMessage() + ".", e);
        } catch (IOException | SQLException e) {
            throw new StepFailure(EXIT.code("Unexpected"), "The proof cannot be made: " + e.getMessage(), e);
        }
    }

    private void write(byte[] proof) throws IOException, EvidenceException {
        if (proof.length > JsonFile.MOST_BYTES) {
            throw new EvidenceException(
                    "The proof has more than 16 MiB, which no verifier reads; the row is too large");
        }
        if (output != null) {
            Files.write(output, proof);
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(new String(proof, StandardCharsets.UTF_8));
        out.flush();
    }
}
