package io.dyff.operator.rows.regex;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/** Characters that differ in case only. */
final class Cases {

    private static final int[] NONE = {};

    /** Made when the first pattern asks for it. */
    private static final class Table {

        /** Characters by what they fold to, where there is more than that one. */
        static final Map<Integer, int[]> OTHERS = others();

        private static Map<Integer, int[]> others() {
            Map<Integer, int[]> others = new HashMap<>();
            for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
                if (fold(c) != c) {
                    int[] more = Arrays.copyOf(
                            others.getOrDefault(fold(c), NONE), others.getOrDefault(fold(c), NONE).length + 1);
                    more[more.length - 1] = c;
                    others.put(fold(c), more);
                }
            }
            return others;
        }
    }

    private Cases() {}

    /** The same for all that differ in case only. */
    static int fold(int c) {
        return Character.toLowerCase(Character.toUpperCase(c));
    }

    /** Whether a set holds a character or one that differs from it in case only. */
    static IntPredicate any(IntPredicate set, boolean ascii) {
        return ascii
                ? c -> set.test(c) || isAsciiLetter(c) && set.test(c ^ 0x20)
                : c -> set.test(c) || set.test(fold(c)) || anyOther(set, fold(c));
    }

    private static boolean anyOther(IntPredicate set, int folded) {
        for (int other : Table.OTHERS.getOrDefault(folded, NONE)) {
            if (set.test(other)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAsciiLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
