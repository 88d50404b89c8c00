package io.dyff.operator.rows.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Reads what stands between square brackets. */
final class SetParser {

    private final PatternReader reader;
    private final Flags flags;
    private final List<int[]> ranges = new ArrayList<>();
    private final List<IntPredicate> categories = new ArrayList<>();

    SetParser(PatternReader reader, Flags flags) {
        this.reader = reader;
        this.flags = flags;
    }

    /** The opening bracket was taken; takes the closing one. */
    IntPredicate parse() throws RegexException {
        boolean negated = reader.take("^");
        boolean first = true;
        for (int c = reader.take(); c != ']' || first; c = reader.take()) {
            first = false;
            member(c);
        }
        boolean ascii = flags.has(Flags.ASCII);
        IntPredicate taken = flags.has(Flags.IGNORE_CASE) ? Cases.any(this::holds, ascii) : this::holds;
        return negated ? taken.negate() : taken;
    }

    private boolean holds(int c) {
        for (int[] range : ranges) {
            if (range[0] <= c && c <= range[1]) {
                return true;
            }
        }
        for (IntPredicate category : categories) {
            if (category.test(c)) {
                return true;
            }
        }
        return false;
    }

    private void member(int c) throws RegexException {
        IntPredicate category = category(c);
        if (category != null) {
            if (isRange()) {
                throw reader.error("a class cannot begin a range");
            }
            categories.add(category);
            return;
        }
        int low = character(c);
        int high = isRange() ? end() : low;
        if (high < low) {
            throw reader.error("a range ends before it begins");
        }
        ranges.add(new int[] {low, high});
    }

    private boolean isRange() {
        return reader.peek() == '-' && reader.peek(1) != ']' && reader.peek(1) != PatternReader.END;
    }

    private int end() throws RegexException {
        reader.expect("-");
        int c = reader.take();
        if (category(c) != null) {
            throw reader.error("a class cannot end a range");
        }
        return character(c);
    }

    /** Takes the letter of a class. */
    private @Nullable IntPredicate category(int c) throws RegexException {
        if (c != '\\') {
            return null;
        }
        IntPredicate category = Characters.category(reader.peek(), flags.has(Flags.ASCII));
        if (category != null) {
            reader.take();
        }
        return category;
    }

    private int character(int c) throws RegexException {
        if (c != '\\') {
            return c;
        }
        int letter = reader.take();
        if (letter == 'b') {
            return '\b';
        }
        if (PatternReader.isDigit(letter, 8)) {
            return reader.octal(letter, 2);
        }
        int character = reader.escaped(letter);
        if (character == PatternReader.END) {
            throw reader.error("unknown escape \\" + Character.toString(letter));
        }
        return character;
    }
}
