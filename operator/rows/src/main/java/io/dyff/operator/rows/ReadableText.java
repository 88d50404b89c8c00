package io.dyff.operator.rows;

import java.util.regex.Pattern;

/** Foreign text as a message can carry it: one line, and nothing in it that a database, a log or JSON refuses. */
public final class ReadableText {

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    /** Control characters, NUL among them, and halves of surrogate pairs. */
    private static final Pattern UNREADABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    public static String of(String text) {
        String line = BLANKS.matcher(text).replaceAll(" ").strip();
        return UNREADABLE.matcher(line).replaceAll("\uFFFD");
    }

    private ReadableText() {}
}
