package io.dyff.operator.rows.regex;

import java.util.function.IntPredicate;

/** One step of a compiled expression. Targets are places in its program. */
sealed interface Instruction {

    /** Takes one code point. */
    record One(IntPredicate test) implements Instruction {}

    /** Takes as many as it can between two bounds, and gives them back one by one unless it keeps them. */
    record Run(IntPredicate test, int least, int most, boolean keeps) implements Instruction {}

    record Jump(int to) implements Instruction {}

    /** Goes to the first, and when that fails to the second. */
    record Split(int first, int second) implements Instruction {}

    /** Remembers the position. */
    record Save(int register) implements Instruction {}

    /** A group has matched from the remembered position to this one. */
    record Close(int group, int begun) implements Instruction {}

    /** Goes on when the position has moved since it was remembered; else leaves the loop. */
    record Moved(int register, int exit) implements Instruction {}

    record At(Node.Place place) implements Instruction {}

    record Same(int group, boolean ignoreCase) implements Instruction {}

    record IfMatched(int group, int otherwise) implements Instruction {}

    /** Runs the part after it up to its {@link Accept} by itself. */
    record Look(boolean ahead, boolean negated, int width, int next) implements Instruction {}

    /** The same, and goes on where it ended, with no way back into it. */
    record Atomic(int next) implements Instruction {}

    record Accept() implements Instruction {}
}
