package io.dyff.operator.rows.regex;

import io.dyff.operator.rows.Effort;
import java.util.ArrayList;
import java.util.List;

/** What takes the place of a match: text, and references to the match's groups. */
public final class Replacement {

    /** A text, or the number of a group where the text is empty and the number is not negative. */
    private record Piece(String text, int group) {}

    private static final int TEXT = -1;

    private final PatternReader reader;
    private final PythonRegex regex;
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    private Replacement(String template, PythonRegex regex) {
        this.reader = new PatternReader(template);
        this.regex = regex;
    }

    /** Reads a template such as {@code <\1>} or {@code \g<name>}. */
    public static Replacement parse(String template, PythonRegex regex) throws RegexException {
        var replacement = new Replacement(template, regex);
        replacement.read();
        return replacement;
    }

    private void read() throws RegexException {
        while (reader.peek() != PatternReader.END) {
            int c = reader.take();
            if (c == '\\') {
                escape(reader.take());
            } else {
                literal.appendCodePoint(c);
            }
        }
        flush();
    }

    private void escape(int letter) throws RegexException {
        if (letter == 'g') {
            reader.expect("<");
            reference(reader.until('>'));
        } else if (letter == '0') {
            literal.appendCodePoint(Integer.parseInt("0" + reader.digits(8, 2), 8));
        } else if (PatternReader.isDigit(letter, 10)) {
            digits(letter);
        } else {
            character(letter);
        }
    }

    /** Three octal digits are a character; one or two digits else are a group. */
    private void digits(int first) throws RegexException {
        boolean octal = PatternReader.isDigit(first, 8)
                && PatternReader.isDigit(reader.peek(), 8)
                && PatternReader.isDigit(reader.peek(1), 8);
        if (octal) {
            literal.appendCodePoint(reader.octal(first, 2));
        } else {
            reference((char) first + reader.digits(10, 1));
        }
    }

    private void character(int letter) throws RegexException {
        switch (letter) {
            case 'a', 'f', 'n', 'r', 't', 'v' -> literal.appendCodePoint(reader.escaped(letter));
            case 'b' -> literal.append('\b');
            case '\\' -> literal.append('\\');
            default -> {
                if (letter < 128 && Character.isLetter(letter)) {
                    throw reader.error("unknown escape \\" + Character.toString(letter));
                }
                literal.append('\\').appendCodePoint(letter);
            }
        }
    }

    private void reference(String name) throws RegexException {
        int number = name.matches("\\d{1,9}")
                ? Integer.parseInt(name)
                : regex.group(name).orElse(Node.UNBOUNDED);
        if (number > regex.groups()) {
            throw reader.error("there is no group " + name);
        }
        flush();
        pieces.add(new Piece("", number));
    }

    private void flush() {
        if (!literal.isEmpty()) {
            pieces.add(new Piece(literal.toString(), TEXT));
            literal.setLength(0);
        }
    }

    /** The text for a match; a group that took no part is empty. */
    public String of(Match match) {
        var text = new StringBuilder();
        for (Piece piece : pieces) {
            String more = piece.group() == TEXT
                    ? piece.text()
                    : match.group(piece.group()).orElse("");
            Effort.spend(1L + more.length());
            text.append(more);
        }
        return text.toString();
    }
}
