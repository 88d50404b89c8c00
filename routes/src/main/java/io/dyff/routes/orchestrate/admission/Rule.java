package io.dyff.routes.orchestrate.admission;

import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/**
 * One line of the table.
 *
 * @param on the input it is about
 * @param says what it says, in words
 * @param when its condition
 * @param then what becomes of the row
 */
record Rule<I extends Input>(Class<I> on, String says, BiPredicate<Row, I> when, BiFunction<Row, I, Row> then) {

    static <I extends Input> Rule<I> on(
            Class<I> on, String says, BiPredicate<Row, I> when, BiFunction<Row, I, Row> then) {
        return new Rule<>(on, says, when, then);
    }

    boolean holds(Row row, Input input) {
        return on.isInstance(input) && when.test(row, on.cast(input));
    }

    Row apply(Row row, Input input) {
        return then.apply(row, on.cast(input));
    }
}
