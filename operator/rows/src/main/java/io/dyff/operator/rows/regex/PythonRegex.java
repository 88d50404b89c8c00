package io.dyff.operator.rows.regex;

import io.dyff.operator.rows.Effort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A compiled expression; safe for use by many threads. */
public final class PythonRegex {

    private final Compiler.Program program;
    private final int groups;
    private final Map<String, Integer> names;

    private PythonRegex(Compiler.Program program, PatternParser.Parsed parsed) {
        this.program = program;
        this.groups = parsed.groups();
        this.names = Map.copyOf(parsed.names());
    }

    /**
     * Compiles a pattern.
     *
     * @param flags as Python numbers them: IGNORECASE 2, MULTILINE 8, DOTALL 16, VERBOSE 64, ASCII 256
     */
    public static PythonRegex compile(String pattern, int flags) throws RegexException {
        Flags checked;
        try {
            checked = new Flags(flags);
        } catch (IllegalArgumentException e) {
            throw new RegexException(String.valueOf(e.getMessage()));
        }
        PatternParser.Parsed parsed = new PatternParser(pattern).parse(checked);
        return new PythonRegex(Compiler.compile(parsed.node(), parsed.groups()), parsed);
    }

    public int groups() {
        return groups;
    }

    /** The number of a group by its name. */
    public Optional<Integer> group(String name) {
        return Optional.ofNullable(names.get(name));
    }

    /** The first match anywhere in the text. */
    public Optional<Match> search(String text) throws RegexException {
        return machine(text).search(0, false);
    }

    /**
     * All matches that do not overlap, in order. An empty one may follow another match at its end, but not twice at one
     * place.
     *
     * @param most how many are wanted at most; 0 for all, less for none
     */
    public List<Match> matches(String text, int most) throws RegexException {
        List<Match> matches = new ArrayList<>();
        if (most < 0) {
            return matches;
        }
        Machine machine = machine(text);
        Optional<Match> next = machine.search(0, false);
        while (next.isPresent()) {
            Match match = next.get();
            matches.add(match);
            next = matches.size() == most
                    ? Optional.empty()
                    : machine.search(match.end(), match.start() == match.end());
        }
        return matches;
    }

    private Machine machine(String text) {
        Effort.spend(text.length());
        return new Machine(program, groups, text.codePoints().toArray());
    }
}
