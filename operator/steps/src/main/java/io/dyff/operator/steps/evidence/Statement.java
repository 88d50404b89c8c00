package io.dyff.operator.steps.evidence;

import io.dyff.operator.steps.storage.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was signed: an in-toto Statement v1 (github.com/in-toto/attestation) about the files of an evaluation, or of an
 * analysis.
 *
 * @param subject SHA-256 digests by path
 * @param files the same with their sizes
 * @param evidence of an evaluation
 * @param evaluatedDataset the dataset that the evaluation says it used
 * @param inputs what an analysis was computed from
 */
record Statement(
        Map<String, String> subject,
        List<FileDigest> files,
        Optional<Evidence> evidence,
        Optional<String> evaluatedDataset,
        List<Input> inputs) {

    static final String TYPE = "https://in-toto.io/Statement/v1";
    static final String EVALUATION = "https://dyff.io/attestations/evaluation/v1";
    static final String ANALYSIS = "https://dyff.io/attestations/analysis/v1";

    /**
     * Something that was read.
     *
     * @param attestation SHA-256 of the payload of what was attested of it, empty when nothing was
     */
    record Input(String id, String kind, Optional<String> attestation) {}

    private static final String NAME = "The payload of the attestation";

    static Statement read(byte[] payload) throws EvidenceException {
        JsonFields statement = JsonFile.parse(NAME, payload);
        require(statement, "_type", TYPE);
        boolean analysis = statement.text("predicateType").equals(ANALYSIS);
        if (!analysis) {
            require(statement, "predicateType", EVALUATION);
        }
        Map<String, String> subject = new TreeMap<>();
        for (JsonFields file : statement.objects("subject")) {
            String name = file.text("name");
            if (subject.put(name, file.object("digest").sha256("sha256")) != null) {
                throw file.wrong(file.pathOf("name"), "there once, it is " + name);
            }
        }
        JsonFields predicate = statement.object("predicate");
        Optional<String> dataset =
                Optional.ofNullable(predicate.node().at("/entity/dataset").textValue());
        return new Statement(
                subject,
                FileDigest.read(predicate),
                analysis ? Optional.empty() : Optional.of(Evidence.read(predicate)),
                dataset,
                analysis ? inputs(predicate) : List.of());
    }

    private static List<Input> inputs(JsonFields predicate) throws EvidenceException {
        List<Input> inputs = new ArrayList<>();
        for (JsonFields input : predicate.objects("inputs")) {
            Optional<String> attestation = input.node().has("attestation")
                    ? Optional.of(input.object("attestation").sha256("sha256"))
                    : Optional.empty();
            inputs.add(new Input(input.text("id"), input.text("kind"), attestation));
        }
        return inputs;
    }

    private static void require(JsonFields statement, String field, String value) throws EvidenceException {
        String found = statement.text(field);
        if (!found.equals(value)) {
            throw statement.wrong(field, value + ", it is " + found);
        }
    }

    /** What it says in one place and not in another. */
    List<String> contradictions() {
        List<String> found = new ArrayList<>();
        Map<String, String> files = new TreeMap<>();
        this.files.forEach(file -> files.put(file.path(), file.sha256()));
        files.forEach((path, sha256) -> {
            if (!sha256.equals(subject.get(path))) {
                found.add("predicate.files: " + path + " is not among the subjects with that digest");
            }
        });
        subject.keySet().stream()
                .filter(path -> !files.containsKey(path))
                .forEach(path -> found.add("subject: " + path + " is not among predicate.files"));
        evidence.ifPresent(of -> {
            evaluatedDataset
                    .filter(id -> !id.equals(of.dataset().id()))
                    .ifPresent(id -> found.add(
                            "predicate.dataset.id is " + of.dataset().id() + ", predicate.entity.dataset is " + id));
            found.addAll(wrongCounts(of));
        });
        return found;
    }

    /** In one sentence. */
    String summary() {
        return files.size() + " files, "
                + evidence.map(of ->
                                of.rows().count() + " rows, " + of.outcomes().rows() + " asked for")
                        .orElse(inputs.size() + " inputs");
    }

    private static List<String> wrongCounts(Evidence evidence) {
        List<String> found = new ArrayList<>();
        Evidence.Outcomes outcomes = evidence.outcomes();
        long count = evidence.rows().count();
        // In doubles sums cannot overflow, and counts of rows are exact.
        double sum = outcomes.outcomes().values().stream()
                .mapToDouble(Long::doubleValue)
                .sum();
        if (sum != outcomes.rows()) {
            found.add("predicate.outcomes: the outcomes are of other rows than the " + outcomes.rows() + " there are");
        }
        long answered = outcomes.outcomes().getOrDefault("Answered", 0L);
        if (answered > count) {
            found.add("predicate.rows.count is " + count + ", less than the " + answered + " that are answered");
        }
        boolean empty = evidence.rows().root().equals(Sha256.hex(new MerkleRoot().root()));
        if (empty != (count == 0)) {
            found.add("predicate.rows: the root " + (empty ? "is" : "is not") + " that of no rows, the count is "
                    + count);
        }
        return found;
    }
}
