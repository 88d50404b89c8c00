package io.dyff.routes.api.read.query;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a query ignored, as a header of its answer. Source: RFC 7234 section 5.5. */
public final class Warnings {
    /** The header's name. */
    public static final String HEADER = "Warning";

    private static final int MOST = 10;

    private Warnings() {}

    /** The header's value; empty when nothing was ignored. */
    public static Optional<String> header(List<String> warnings) {
        return warnings.isEmpty()
                ? Optional.empty()
                : Optional.of(warnings.stream()
                        .map(w -> "299 - \"" + w.replaceAll("[^ -!#-\\[\\]-~]", "?") + "\"")
                        .limit(MOST)
                        .collect(Collectors.joining(", ")));
    }
}
