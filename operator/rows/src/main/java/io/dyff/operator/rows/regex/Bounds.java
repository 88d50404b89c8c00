package io.dyff.operator.rows.regex;

import org.jspecify.annotations.Nullable;

/** How often something is repeated, as a pattern says it. */
record Bounds(int least, int most) {

    private static final int MOST_DIGITS = 9;

    /** Takes what follows if it is the bounds of a repetition, and nothing else. */
    static @Nullable Bounds take(PatternReader reader) throws RegexException {
        if (reader.take("*")) {
            return new Bounds(0, Node.UNBOUNDED);
        }
        if (reader.take("+")) {
            return new Bounds(1, Node.UNBOUNDED);
        }
        if (reader.take("?")) {
            return new Bounds(0, 1);
        }
        return braced(reader);
    }

    /** A brace that bounds nothing is a character like others. */
    private static @Nullable Bounds braced(PatternReader reader) throws RegexException {
        int start = reader.position();
        if (!reader.take("{") || reader.peek() == '}') {
            reader.back(start);
            return null;
        }
        String least = digits(reader);
        boolean open = reader.take(",");
        String most = open ? digits(reader) : least;
        if (!open && least.isEmpty() || !reader.take("}")) {
            reader.back(start);
            return null;
        }
        var bounds = new Bounds(number(least, 0, reader), number(most, Node.UNBOUNDED, reader));
        if (bounds.most < bounds.least) {
            throw reader.error("the most of a repetition is below its least");
        }
        return bounds;
    }

    private static String digits(PatternReader reader) {
        return reader.digits(10, Integer.MAX_VALUE);
    }

    private static int number(String digits, int absent, PatternReader reader) throws RegexException {
        if (digits.length() > MOST_DIGITS) {
            throw reader.error("a repetition is too large");
        }
        return digits.isEmpty() ? absent : Integer.parseInt(digits);
    }
}
