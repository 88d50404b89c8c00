package io.dyff.operator.rows.regex;

import io.dyff.operator.rows.regex.Node.Mode;
import io.dyff.operator.rows.regex.Node.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/** Reads a pattern in the syntax of Python's re, version 3.11, for texts. */
final class PatternParser {

    /** How deep groups may nest. */
    private static final int DEEPEST = 100;

    private final PatternReader reader;
    private final Map<String, Integer> names = new HashMap<>();
    private final Map<Integer, Integer> widths = new HashMap<>();
    private final Set<Integer> open = new HashSet<>();
    private int groups;
    private int conditions;
    private int depth;

    PatternParser(String pattern) {
        reader = new PatternReader(pattern);
    }

    /**
     * A whole pattern.
     *
     * @param groups how many there are
     * @param names of groups that have one
     */
    record Parsed(Node node, int groups, Map<String, Integer> names) {}

    Parsed parse(Flags given) throws RegexException {
        Flags flags = given;
        for (int more = globalFlags(); more != 0; more = globalFlags()) {
            flags = combined(flags, more);
        }
        Node node = choice(flags);
        if (reader.peek() != PatternReader.END) {
            throw reader.error("unbalanced parenthesis");
        }
        if (conditions > groups) {
            throw reader.error("there is no group " + conditions);
        }
        return new Parsed(node, groups, names);
    }

    private Flags combined(Flags flags, int more) throws RegexException {
        try {
            return flags.with(more);
        } catch (IllegalArgumentException e) {
            throw reader.error(String.valueOf(e.getMessage()));
        }
    }

    /** Takes flags for the whole pattern, which stand before everything else; 0 when there are none. */
    private int globalFlags() {
        int start = reader.position();
        int flags = 0;
        if (reader.take("(?")) {
            flags = letters();
            if (flags != 0 && reader.take(")")) {
                return flags;
            }
        }
        reader.back(start);
        return 0;
    }

    private int letters() {
        int flags = 0;
        for (int one = Flags.of(reader.peek()); one != 0; one = Flags.of(reader.peek())) {
            flags |= one;
            reader.take(Character.toString(reader.peek()));
        }
        return flags;
    }

    private Node choice(Flags flags) throws RegexException {
        if (++depth > DEEPEST) {
            throw reader.error("groups nest deeper than " + DEEPEST);
        }
        List<Node> ways = new ArrayList<>();
        do {
            ways.add(sequence(flags));
        } while (reader.take("|"));
        depth--;
        return ways.size() == 1 ? ways.getFirst() : new Node.Choice(ways);
    }

    private Node sequence(Flags flags) throws RegexException {
        List<Node> parts = new ArrayList<>();
        skipBlanks(flags);
        for (int c = reader.peek(); c != PatternReader.END && c != '|' && c != ')'; c = reader.peek()) {
            Node one = one(flags);
            skipBlanks(flags);
            parts.add(repeated(one, flags));
            skipBlanks(flags);
        }
        return new Node.Sequence(parts);
    }

    /** Skips comments and, where they mean nothing, blanks. */
    private void skipBlanks(Flags flags) throws RegexException {
        while (true) {
            int c = reader.peek();
            if (reader.take("(?#")) {
                reader.until(')');
            } else if (flags.has(Flags.VERBOSE) && c == '#') {
                skipLine();
            } else if (flags.has(Flags.VERBOSE) && Characters.ASCII_SPACE.test(c)) {
                reader.take();
            } else {
                return;
            }
        }
    }

    private void skipLine() throws RegexException {
        while (reader.peek() != '\n' && reader.peek() != PatternReader.END) {
            reader.take();
        }
    }

    private Node one(Flags flags) throws RegexException {
        if (Bounds.take(reader) != null) {
            throw reader.error("nothing to repeat");
        }
        int c = reader.take();
        return switch (c) {
            case '.' -> new Node.One(flags.has(Flags.DOT_ALL) ? one -> true : one -> one != '\n');
            case '^' -> new Node.At(flags.has(Flags.MULTILINE) ? Place.LINE_START : Place.START);
            case '$' -> new Node.At(flags.has(Flags.MULTILINE) ? Place.LINE_END : Place.END_OR_LAST_NEWLINE);
            case '[' -> new Node.One(new SetParser(reader, flags).parse());
            case '(' -> group(flags);
            case '\\' -> escape(flags);
            default -> literal(c, flags);
        };
    }

    private static Node literal(int character, Flags flags) {
        IntPredicate exact = c -> c == character;
        return new Node.One(flags.has(Flags.IGNORE_CASE) ? Cases.any(exact, flags.has(Flags.ASCII)) : exact);
    }

    private Node repeated(Node node, Flags flags) throws RegexException {
        Bounds bounds = Bounds.take(reader);
        if (bounds == null) {
            return node;
        }
        if (node instanceof Node.At) {
            throw reader.error("nothing to repeat");
        }
        Mode mode = reader.take("?") ? Mode.LAZY : reader.take("+") ? Mode.POSSESSIVE : Mode.GREEDY;
        skipBlanks(flags);
        if (Bounds.take(reader) != null) {
            throw reader.error("multiple repeat");
        }
        return new Node.Repeat(node, bounds.least(), bounds.most(), mode);
    }

    private Node group(Flags flags) throws RegexException {
        if (!reader.take("?")) {
            return capture(flags);
        }
        if (reader.take("P<")) {
            name(reader.until('>'));
            return capture(flags);
        }
        if (reader.take("P=")) {
            return same(number(reader.until(')')), flags);
        }
        if (reader.take("<=") || reader.take("<!")) {
            return behind(reader.position(), flags);
        }
        if (reader.take("=")) {
            return new Node.Look(inner(flags), true, false, 0);
        }
        if (reader.take("!")) {
            return new Node.Look(inner(flags), true, true, 0);
        }
        if (reader.take(">")) {
            return new Node.Atomic(inner(flags));
        }
        return reader.take("(") ? conditional(flags) : inner(scoped(flags));
    }

    private Node inner(Flags flags) throws RegexException {
        Node inner = choice(flags);
        reader.expect(")");
        return inner;
    }

    private Node capture(Flags flags) throws RegexException {
        int number = ++groups;
        open.add(number);
        Node inner = inner(flags);
        open.remove(number);
        widths.put(number, inner.width());
        return new Node.Group(number, inner);
    }

    private void name(String name) throws RegexException {
        if (!name.matches("[\\p{L}_][\\p{L}\\p{N}_]*")) {
            throw reader.error("'" + name + "' is no name of a group");
        }
        if (names.putIfAbsent(name, groups + 1) != null) {
            throw reader.error("two groups are named " + name);
        }
    }

    private Node behind(int after, Flags flags) throws RegexException {
        reader.back(after - 1);
        boolean negated = reader.take("!");
        reader.back(after);
        Node inner = inner(flags);
        if (inner.width() < 0) {
            throw reader.error("what is looked for behind must have one length");
        }
        return new Node.Look(inner, false, negated, inner.width());
    }

    /** Takes the letters before the colon of a group that has flags of its own, or none. */
    private Flags scoped(Flags flags) throws RegexException {
        int on = letters();
        int off = reader.take("-") ? letters() : 0;
        int switchable = Flags.IGNORE_CASE | Flags.MULTILINE | Flags.DOT_ALL | Flags.VERBOSE;
        if ((off & ~switchable) != 0 || (on & off) != 0 || !reader.take(":")) {
            throw reader.error("unknown kind of group, or flags that are not at the start of the pattern");
        }
        try {
            return flags.switched(on, off);
        } catch (IllegalArgumentException e) {
            throw reader.error(String.valueOf(e.getMessage()));
        }
    }

    private Node conditional(Flags flags) throws RegexException {
        int group = condition(reader.until(')'));
        Node yes = sequence(flags);
        Node no = reader.take("|") ? sequence(flags) : new Node.Sequence(List.of());
        reader.expect(")");
        return new Node.IfMatched(group, yes, no);
    }

    /** A condition may be on a group that comes later. */
    private int condition(String name) throws RegexException {
        if (names.containsKey(name) || !name.matches("[1-9]\\d{0,2}")) {
            return number(name);
        }
        conditions = Math.max(conditions, Integer.parseInt(name));
        return Integer.parseInt(name);
    }

    /** The number of a group that is named or numbered. */
    private int number(String name) throws RegexException {
        Integer number = names.get(name);
        if (number == null && name.matches("[1-9]\\d{0,8}")) {
            number = Integer.valueOf(name);
        }
        if (number == null || number > groups) {
            throw reader.error("there is no group " + name);
        }
        return number;
    }

    private Node same(int group, Flags flags) throws RegexException {
        if (open.contains(group)) {
            throw reader.error("a group cannot refer to itself");
        }
        return new Node.Same(group, flags.has(Flags.IGNORE_CASE), widths.getOrDefault(group, -1));
    }

    private Node escape(Flags flags) throws RegexException {
        int letter = reader.take();
        boolean ascii = flags.has(Flags.ASCII);
        IntPredicate category = Characters.category(letter, ascii);
        if (category != null) {
            return new Node.One(category);
        }
        return switch (letter) {
            case 'A' -> new Node.At(Place.START);
            case 'Z' -> new Node.At(Place.END);
            case 'b' -> new Node.At(ascii ? Place.ASCII_BOUNDARY : Place.BOUNDARY);
            case 'B' -> new Node.At(ascii ? Place.NO_ASCII_BOUNDARY : Place.NO_BOUNDARY);
            case '0' -> literal(reader.octal(letter, 2), flags);
            default -> PatternReader.isDigit(letter, 10) ? reference(letter, flags) : character(letter, flags);
        };
    }

    private Node character(int letter, Flags flags) throws RegexException {
        int character = reader.escaped(letter);
        if (character == PatternReader.END) {
            throw reader.error("unknown escape \\" + Character.toString(letter));
        }
        return literal(character, flags);
    }

    /** Three octal digits are a character; one or two digits else are a group. */
    private Node reference(int first, Flags flags) throws RegexException {
        boolean octal = PatternReader.isDigit(first, 8)
                && PatternReader.isDigit(reader.peek(), 8)
                && PatternReader.isDigit(reader.peek(1), 8);
        if (octal) {
            return literal(reader.octal(first, 2), flags);
        }
        return same(number((char) first + reader.digits(10, 1)), flags);
    }
}
