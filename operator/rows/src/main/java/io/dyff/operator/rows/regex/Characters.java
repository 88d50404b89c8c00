package io.dyff.operator.rows.regex;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Classes of characters as Python has them: of all of Unicode, or of ASCII alone. */
final class Characters {

    static final IntPredicate DIGIT = c -> Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER;
    static final IntPredicate ASCII_DIGIT = c -> c >= '0' && c <= '9';
    static final IntPredicate WORD = c -> c == '_' || Character.isLetter(c) || isNumber(Character.getType(c));
    static final IntPredicate ASCII_WORD =
            c -> c == '_' || ASCII_DIGIT.test(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    static final IntPredicate ASCII_SPACE = c -> c == ' ' || c >= '\t' && c <= '\r';
    static final IntPredicate SPACE = c -> ASCII_SPACE.test(c)
            || c >= 0x1c && c <= 0x1f
            || c == 0x85
            || Character.getType(c) == Character.SPACE_SEPARATOR
            || c == 0x2028
            || c == 0x2029;

    private Characters() {}

    private static boolean isNumber(int type) {
        return type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    /** What the letter after a backslash stands for when it is one of d, D, s, S, w and W; null for others. */
    static @Nullable IntPredicate category(int letter, boolean ascii) {
        return switch (letter) {
            case 'd' -> ascii ? ASCII_DIGIT : DIGIT;
            case 'D' -> (ascii ? ASCII_DIGIT : DIGIT).negate();
            case 's' -> ascii ? ASCII_SPACE : SPACE;
            case 'S' -> (ascii ? ASCII_SPACE : SPACE).negate();
            case 'w' -> ascii ? ASCII_WORD : WORD;
            case 'W' -> (ascii ? ASCII_WORD : WORD).negate();
            default -> null;
        };
    }
}
