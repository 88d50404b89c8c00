package io.dyff.operator.rows.regex;

/** The text of a pattern, read code point by code point, and the escapes that stand for one character. */
final class PatternReader {

    /** After the last character. */
    static final int END = -1;

    private final int[] text;
    private int at;

    PatternReader(String pattern) {
        text = pattern.codePoints().toArray();
    }

    int peek() {
        return peek(0);
    }

    int peek(int ahead) {
        return at + ahead < text.length ? text[at + ahead] : END;
    }

    int take() throws RegexException {
        if (at == text.length) {
            throw error("the pattern ends too early");
        }
        return text[at++];
    }

    /** Takes the next characters if they are these. */
    boolean take(String expected) {
        for (int i = 0; i < expected.length(); i++) {
            if (peek(i) != expected.charAt(i)) {
                return false;
            }
        }
        at += expected.length();
        return true;
    }

    void expect(String expected) throws RegexException {
        if (!take(expected)) {
            throw error("expected '" + expected + "'");
        }
    }

    /** Takes all up to an end, and the end. */
    String until(char end) throws RegexException {
        var taken = new StringBuilder();
        for (int c = take(); c != end; c = take()) {
            taken.appendCodePoint(c);
        }
        return taken.toString();
    }

    /** Takes digits, at most so many. */
    String digits(int radix, int most) {
        var taken = new StringBuilder();
        while (taken.length() < most && isDigit(peek(), radix)) {
            taken.append((char) text[at++]);
        }
        return taken.toString();
    }

    static boolean isDigit(int c, int radix) {
        return c >= 0 && c < 128 && Character.digit(c, radix) >= 0;
    }

    int position() {
        return at;
    }

    void back(int position) {
        at = position;
    }

    /** The character that the letter after a backslash stands for, in a set or out of it; END when it is no such. */
    int escaped(int letter) throws RegexException {
        return switch (letter) {
            case 'a' -> 0x07;
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            case 'x' -> hexadecimal(2);
            case 'u' -> hexadecimal(4);
            case 'U' -> hexadecimal(8);
            case 'N' -> named();
            default -> isAsciiLetter(letter) || isDigit(letter, 10) ? END : letter;
        };
    }

    private static boolean isAsciiLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private int hexadecimal(int length) throws RegexException {
        String digits = digits(16, length);
        if (digits.length() == length) {
            long value = Long.parseLong(digits, 16);
            if (value <= Character.MAX_CODE_POINT) {
                return (int) value;
            }
        }
        throw error("incomplete or wrong escape of a character");
    }

    private int named() throws RegexException {
        expect("{");
        String name = until('}');
        try {
            return Character.codePointOf(name);
        } catch (IllegalArgumentException e) {
            throw error("no character is named " + name);
        }
    }

    /** An octal escape of up to three digits, of which the first was taken. */
    int octal(int first, int more) throws RegexException {
        int value = Integer.parseInt((char) first + digits(8, more), 8);
        if (value > 0xff) {
            throw error("octal escape is above \\377");
        }
        return value;
    }

    RegexException error(String what) {
        return new RegexException(what + " at position " + at + " of the pattern " + this);
    }

    @Override
    public String toString() {
        return new String(text, 0, text.length);
    }
}
