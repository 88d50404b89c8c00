package io.dyff.operator.kubectl.report;

import com.fasterxml.jackson.core.type.TypeReference;
import io.dyff.operator.kubectl.cluster.Snapshot;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What to do about a finding, as advice.yaml says. */
final class Advice {
    private static final String FILE = "advice.yaml";
    private static final List<Row> ROWS = read();

    private Advice() {}

    /** The first row that fits, about these objects; empty when nothing need be done. */
    static Optional<String> about(Finding finding, Snapshot snapshot) {
        Map<String, String> names = Map.of(
                "namespace", snapshot.primary().getMetadata().getNamespace(),
                "object", finding.object().toLowerCase(Locale.ROOT),
                "name", finding.object().substring(finding.object().indexOf('/') + 1),
                "resource",
                        snapshot.primary().getSingular() + "/"
                                + snapshot.primary().getMetadata().getName());
        return ROWS.stream()
                .filter(row -> row.fits(finding))
                .findFirst()
                .map(row -> row.say(names))
                .filter(words -> !words.isEmpty());
    }

    private static List<Row> read() {
        try (InputStream in = Advice.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing beside " + Advice.class.getName());
            }
            return Serialization.yamlMapper().readValue(in, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }

    /**
     * @param symptom a regular expression that the whole symptom matches; words without a wild card may as well stand in the
     *     message, which says more than the reason of an end
     * @param message one that is found in the message; null when that does not matter
     * @param say what to do, with names in braces
     */
    private record Row(String symptom, @Nullable String message, String say) {

        boolean fits(Finding finding) {
            return (finding.symptom().matches(symptom) || !symptom.contains(".") && says(finding))
                    && (message == null
                            || Pattern.compile(message, Pattern.CASE_INSENSITIVE)
                                    .matcher(finding.message())
                                    .find());
        }

        private boolean says(Finding finding) {
            return Pattern.compile("\\b(" + symptom + ")\\b")
                    .matcher(finding.message())
                    .find();
        }

        String say(Map<String, String> names) {
            String words = say;
            for (Map.Entry<String, String> name : names.entrySet()) {
                words = words.replace("{" + name.getKey() + "}", name.getValue());
            }
            return words;
        }
    }
}
