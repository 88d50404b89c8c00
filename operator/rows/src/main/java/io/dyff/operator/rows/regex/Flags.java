package io.dyff.operator.rows.regex;

/** The flags of an expression, by the numbers that Python gives them. */
record Flags(int bits) {

    static final int IGNORE_CASE = 2;
    static final int LOCALE = 4;
    static final int MULTILINE = 8;
    static final int DOT_ALL = 16;
    static final int UNICODE = 32;
    static final int VERBOSE = 64;
    static final int DEBUG = 128;
    static final int ASCII = 256;

    private static final String LETTERS = "iLmsuxa";
    private static final int[] VALUES = {IGNORE_CASE, LOCALE, MULTILINE, DOT_ALL, UNICODE, VERBOSE, ASCII};
    private static final int KNOWN = IGNORE_CASE | MULTILINE | DOT_ALL | UNICODE | VERBOSE | DEBUG | ASCII;

    Flags {
        if ((bits & ~KNOWN) != 0 || (bits & ASCII) != 0 && (bits & UNICODE) != 0) {
            throw new IllegalArgumentException("flags " + bits + " cannot be used for texts");
        }
    }

    /** The flag of a letter in a pattern, or 0. */
    static int of(int letter) {
        int at = LETTERS.indexOf(letter);
        return at < 0 ? 0 : VALUES[at];
    }

    boolean has(int flag) {
        return (bits & flag) != 0;
    }

    Flags with(int more) {
        return new Flags(bits | more);
    }

    /** Within a group that switches flags on and off; a, u switch each other off. */
    Flags switched(int on, int off) {
        int kind = (on & (ASCII | UNICODE)) == 0 ? 0 : ASCII | UNICODE;
        return new Flags(bits & ~off & ~kind | on);
    }
}
