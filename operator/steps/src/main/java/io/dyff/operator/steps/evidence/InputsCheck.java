package io.dyff.operator.steps.evidence;

import io.dyff.operator.steps.storage.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares attestations with those that an analysis says it was computed from. */
final class InputsCheck {

    private static final String CHECK = "inputs";

    /** Each that is given must be one of them; those that are not given are named. */
    static Check run(List<Statement.Input> attested, List<Path> given) throws EvidenceException {
        Map<String, Statement.Input> byDigest = new TreeMap<>();
        attested.forEach(input -> input.attestation().ifPresent(sha256 -> byDigest.put(sha256, input)));
        if (given.isEmpty()) {
            return Check.notChecked(CHECK, "give --input ATTESTATION for " + named(byDigest.values()));
        }
        List<String> differences = new ArrayList<>();
        List<Statement.Input> found = new ArrayList<>();
        for (Path file : given) {
            byte[] digest = Sha256.digest().digest(Envelope.read(file).payload());
            Statement.Input input = byDigest.remove(Sha256.hex(digest));
            if (input == null) {
                differences.add(file + ": it was not computed from what this attests");
            } else {
                found.add(input);
            }
        }
        return Check.of(CHECK, "computed from " + named(found), differences);
    }

    private static String named(Collection<Statement.Input> inputs) {
        return inputs.isEmpty()
                ? "nothing that is attested"
                : String.join(
                        ", ",
                        inputs.stream()
                                .map(input -> input.kind() + " " + input.id())
                                .toList());
    }

    private InputsCheck() {}
}
