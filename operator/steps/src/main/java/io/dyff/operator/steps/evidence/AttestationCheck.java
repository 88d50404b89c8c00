package io.dyff.operator.steps.evidence;

import io.dyff.operator.steps.data.DataFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks an attestation and what it is about, from local files alone. */
final class AttestationCheck {

    /** What the service adds to what is published, after it was attested. */
    private static final Set<String> UNATTESTED = Set.of(EvidenceFile.NAME, ".dyff/logs.txt");

    /**
     * What there is to check.
     *
     * @param files what the evaluation or analysis published
     * @param attestations of what an analysis was computed from
     */
    record Inputs(
            Path attestation,
            Path keys,
            @Nullable Path files,
            @Nullable Path dataset,
            @Nullable Path rowProof,
            List<Path> attestations) {}

    private final Inputs inputs;
    private final List<Check> checks = new ArrayList<>();
    private boolean signed;

    AttestationCheck(Inputs inputs) {
        this.inputs = inputs;
    }

    /** Goes on after a difference, so that all are told; what nobody has signed is not read. */
    void run() throws EvidenceException, IOException, SQLException {
        Envelope envelope = Envelope.read(inputs.attestation);
        signature(envelope, KnownKeys.read(inputs.keys));
        if (!signed) {
            return;
        }
        Statement statement = Statement.read(envelope.payload());
        checks.add(Check.of("statement", statement.summary(), statement.contradictions()));
        files(statement.files());
        if (statement.evidence().isPresent()) {
            evaluation(statement.evidence().get());
        } else {
            checks.add(InputsCheck.run(statement.inputs(), inputs.attestations));
        }
    }

    private void evaluation(Evidence evidence) throws EvidenceException, IOException, SQLException {
        rows(evidence.rows());
        dataset(evidence.dataset());
        checks.add(
                inputs.rowProof == null
                        ? Check.notChecked("row proof", "give --row-proof FILE to check one row")
                        : RowProof.read(inputs.rowProof).check(evidence.rows()));
    }

    private void signature(Envelope envelope, KnownKeys keys) {
        byte[] bytes = envelope.signedBytes();
        List<String> objections = new ArrayList<>();
        for (Envelope.Signature signature : envelope.signatures()) {
            Optional<String> objection = keys.objection(signature, bytes);
            if (objection.isEmpty()) {
                signed = true;
                checks.add(Check.of("signature", "Ed25519, key " + signature.keyId(), List.of()));
                return;
            }
            objections.add(objection.get());
        }
        if (objections.isEmpty()) {
            objections.add("the attestation has none");
        }
        checks.add(Check.of("signature", "no known key has signed this attestation", objections));
    }

    private void files(List<FileDigest> attested) throws EvidenceException, IOException {
        if (inputs.files == null) {
            checks.add(Check.notChecked("files", "give --files DIR with what was published"));
            return;
        }
        SequencedMap<String, Path> found = FolderFiles.list("--files", inputs.files);
        Set<Path> given = givenFiles();
        checks.add(new FolderCheck(found)
                .run("files", attested, name -> UNATTESTED.contains(name) || given.contains(found.get(name))));
    }

    private void rows(Evidence.Rows attested) throws EvidenceException, IOException, SQLException {
        checks.add(
                inputs.files == null
                        ? Check.notChecked("rows", "give --files DIR with what was published")
                        : RowsCheck.run(
                                inputs.files.toRealPath(),
                                FolderFiles.list("--files", inputs.files).keySet(),
                                attested));
    }

    /** The files of this command may lie beside those that it checks. */
    private Set<Path> givenFiles() throws IOException {
        Set<Path> given = new HashSet<>();
        given.add(inputs.attestation.toRealPath());
        given.add(inputs.keys.toRealPath());
        if (inputs.rowProof != null && Files.exists(inputs.rowProof)) {
            given.add(inputs.rowProof.toRealPath());
        }
        return given;
    }

    private void dataset(Evidence.DatasetFiles attested) throws EvidenceException {
        checks.add(
                inputs.dataset == null
                        ? Check.notChecked("dataset", "give --dataset DIR with the files of dataset " + attested.id())
                        : new FolderCheck(FolderFiles.list("--dataset", inputs.dataset))
                                .run("dataset", attested.files(), name -> !DataFiles.isData(name)));
    }

    List<Check> checks() {
        return checks;
    }

    /** Whether a known key has signed it. */
    boolean isSigned() {
        return signed;
    }

    boolean holds() {
        return signed && checks.stream().noneMatch(Check::differs);
    }
}
