package io.dyff.operator.steps.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.dyff.operator.steps.outcome.OutcomeKind;
import io.dyff.operator.steps.outcome.OutcomeSummary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an evaluation published and what it was made of: {@code .dyff/evidence.json}, and the core of an attestation's
 * predicate (docs/attestations.md).
 *
 * @param software version of what has found it
 * @param files all that is published with it, sorted by path
 */
@JsonPropertyOrder({"version", "software", "rows", "files", "dataset", "outcomes"})
record Evidence(
        int version, String software, Rows rows, List<FileDigest> files, DatasetFiles dataset, Outcomes outcomes) {

    static final int VERSION = 1;
    static final String ALGORITHM = "rfc6962-sha256";

    /**
     * The rows, whatever files they are in.
     *
     * @param root of their Merkle tree, in hex
     * @param partitions Arrow types of the columns that are in the names of folders
     */
    @JsonPropertyOrder({"algorithm", "count", "root", "partitions"})
    record Rows(
            String algorithm,
            long count,
            String root,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> partitions) {}

    /** What is known of the output of an analysis. */
    @JsonPropertyOrder({"version", "software", "files"})
    record OfFiles(int version, String software, List<FileDigest> files) {}

    /** @param files that were evaluated, sorted by path */
    @JsonPropertyOrder({"id", "files"})
    record DatasetFiles(String id, List<FileDigest> files) {}

    /** The denominators; a row counts once for each replication. */
    @JsonPropertyOrder({"rows", "outcomes", "nulls", "empties", "truncated", "repaired"})
    record Outcomes(
            long rows,
            Map<String, Long> outcomes,
            Map<String, Long> nulls,
            Map<String, Long> empties,
            long truncated,
            long repaired) {

        static Outcomes of(OutcomeSummary summary) {
            Map<String, Long> byName = new TreeMap<>();
            for (OutcomeKind kind : OutcomeKind.values()) {
                byName.put(kind.name(), summary.count(kind));
            }
            return new Outcomes(
                    summary.rows(),
                    byName,
                    new TreeMap<>(summary.nulls()),
                    new TreeMap<>(summary.empties()),
                    summary.truncated(),
                    summary.repaired());
        }

        private static Outcomes read(JsonFields outcomes) throws EvidenceException {
            return new Outcomes(
                    outcomes.count("rows"),
                    outcomes.counts("outcomes"),
                    outcomes.counts("nulls"),
                    outcomes.counts("empties"),
                    outcomes.count("truncated"),
                    outcomes.count("repaired"));
        }
    }

    /** @param fields evidence, or a predicate, which has no version */
    static Evidence read(JsonFields fields) throws EvidenceException {
        JsonFields dataset = fields.object("dataset");
        return new Evidence(
                VERSION,
                fields.optionalText("software").orElse("unknown"),
                readRows(fields.object("rows")),
                FileDigest.read(fields),
                new DatasetFiles(dataset.text("id"), FileDigest.read(dataset)),
                Outcomes.read(fields.object("outcomes")));
    }

    static Rows readRows(JsonFields rows) throws EvidenceException {
        if (!rows.text("algorithm").equals(ALGORITHM)) {
            throw rows.wrong(rows.pathOf("algorithm"), ALGORITHM + ", the only one that is known here");
        }
        return new Rows(ALGORITHM, rows.count("count"), rows.sha256("root"), rows.optionalTexts("partitions"));
    }
}
