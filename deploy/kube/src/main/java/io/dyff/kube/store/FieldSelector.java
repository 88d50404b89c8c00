package io.dyff.kube.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A fieldSelector: all of its comparisons must hold. */
public record FieldSelector(List<Term> terms) {

    public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

    /** One comparison of a field with a value. */
    public record Term(String path, String value, boolean equal) {}

    /** @throws IllegalArgumentException naming the part that cannot be read */
    public static FieldSelector parse(String text) {
        List<Term> terms = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (part.isBlank()) {
                continue;
            }
            int bang = part.indexOf("!=");
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("invalid field selector: " + part);
            }
            if (bang > 0 && bang == equals - 1) {
                terms.add(new Term(
                        part.substring(0, bang).trim(), part.substring(bang + 2).trim(), false));
            } else {
                int value = part.startsWith("==", equals) ? equals + 2 : equals + 1;
                terms.add(new Term(
                        part.substring(0, equals).trim(), part.substring(value).trim(), true));
            }
        }
        return terms.isEmpty() ? EVERYTHING : new FieldSelector(List.copyOf(terms));
    }

    boolean matches(Map<String, String> fields) {
        for (Term term : terms) {
            if (fields.getOrDefault(term.path(), "").equals(term.value()) != term.equal()) {
                return false;
            }
        }
        return true;
    }

    /** The value that the field must have, or empty. */
    String required(String path) {
        return terms.stream()
                .filter(term -> term.equal() && term.path().equals(path))
                .map(Term::value)
                .findFirst()
                .orElse("");
    }
}
