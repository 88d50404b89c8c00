package io.dyff.kube.cel;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How rules write the names of properties that are no identifiers; source: Kubernetes, "Validation rules", escaping. */
final class Names {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_.\\-/][a-zA-Z0-9_.\\-/]*");
    private static final Pattern SPECIAL = Pattern.compile("__|[.\\-/]");
    private static final Map<String, String> ESCAPES =
            Map.of("__", "__underscores__", ".", "__dot__", "-", "__dash__", "/", "__slash__");
    private static final Set<String> KEYWORDS = Set.of(
            "true",
            "false",
            "null",
            "in",
            "as",
            "break",
            "const",
            "continue",
            "else",
            "for",
            "function",
            "if",
            "import",
            "let",
            "loop",
            "package",
            "namespace",
            "return",
            "var",
            "void",
            "while");

    private Names() {}

    /** Empty for a name that no rule can write. */
    static Optional<String> escaped(String name) {
        if (KEYWORDS.contains(name)) {
            return Optional.of("__" + name + "__");
        } else if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        return Optional.of(SPECIAL.matcher(name).replaceAll(Names::escape));
    }

    private static String escape(MatchResult special) {
        return ESCAPES.getOrDefault(special.group(), "");
    }
}
