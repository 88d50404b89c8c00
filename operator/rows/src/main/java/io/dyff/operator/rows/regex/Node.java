package io.dyff.operator.rows.regex;

import java.util.List;
import java.util.function.IntPredicate;

/** A parsed expression. */
sealed interface Node {

    /** Stands for no upper bound. */
    int UNBOUNDED = Integer.MAX_VALUE;

    /** How a repetition gives back what it took. */
    enum Mode {
        GREEDY,
        LAZY,
        POSSESSIVE
    }

    /** A place that a text has or has not, which takes no character. */
    enum Place {
        START,
        END,
        END_OR_LAST_NEWLINE,
        LINE_START,
        LINE_END,
        BOUNDARY,
        NO_BOUNDARY,
        ASCII_BOUNDARY,
        NO_ASCII_BOUNDARY
    }

    /** One code point. */
    record One(IntPredicate test) implements Node {}

    record Sequence(List<Node> parts) implements Node {}

    record Choice(List<Node> ways) implements Node {}

    /** A group whose text is kept. */
    record Group(int number, Node inner) implements Node {}

    /** What it has matched stays so. */
    record Atomic(Node inner) implements Node {}

    record Repeat(Node inner, int least, int most, Mode mode) implements Node {}

    record At(Place place) implements Node {}

    /** @param width of what is looked for behind; unused ahead */
    record Look(Node inner, boolean ahead, boolean negated, int width) implements Node {}

    /**
     * The same text as a group's.
     *
     * @param width the group's
     */
    record Same(int group, boolean ignoreCase, int width) implements Node {}

    /** One of two, as a group has matched or has not. */
    record IfMatched(int group, Node yes, Node no) implements Node {}

    /** The only number of code points that the expression can match, or -1 when there are several. */
    default int width() {
        return switch (this) {
            case One one -> 1;
            case At at -> 0;
            case Look look -> 0;
            case Same same -> same.width;
            case Group group -> group.inner().width();
            case Atomic atomic -> atomic.inner().width();
            case Sequence sequence -> sum(sequence.parts());
            case Choice choice -> equal(choice.ways());
            case IfMatched either -> equal(List.of(either.yes(), either.no()));
            case Repeat repeat when repeat.most() == 0 || repeat.inner().width() == 0 -> 0;
            case Repeat repeat ->
                repeat.least() == repeat.most() && repeat.inner().width() >= 0
                        ? (int) Math.min(
                                UNBOUNDED,
                                (long) repeat.least() * repeat.inner().width())
                        : -1;
        };
    }

    private static int sum(List<Node> parts) {
        long sum = 0;
        for (Node part : parts) {
            int width = part.width();
            if (width < 0) {
                return -1;
            }
            sum += width;
        }
        return (int) Math.min(UNBOUNDED, sum);
    }

    private static int equal(List<Node> ways) {
        int first = ways.getFirst().width();
        return ways.stream().allMatch(way -> way.width() == first) ? first : -1;
    }
}
