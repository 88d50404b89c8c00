package io.dyff.operator.rows.regex;

import java.util.Optional;

/** Where an expression has matched in a text; positions count code points. */
public final class Match {

    private final int[] text;
    private final int[] bounds;

    /** @param bounds start and end of the match and of each group, -1 for a group that took no part */
    Match(int[] text, int[] bounds) {
        this.text = text;
        this.bounds = bounds;
    }

    public int start() {
        return bounds[0];
    }

    public int end() {
        return bounds[1];
    }

    /** How many groups the expression has, the whole match not counted. */
    public int groups() {
        return bounds.length / 2 - 1;
    }

    /**
     * The text of a group; 0 is the whole match.
     *
     * @return empty when the group took no part in the match
     */
    public Optional<String> group(int number) {
        int start = bounds[2 * number];
        return start < 0 ? Optional.empty() : Optional.of(slice(start, bounds[2 * number + 1]));
    }

    private String slice(int start, int end) {
        return new String(text, start, end - start);
    }
}
