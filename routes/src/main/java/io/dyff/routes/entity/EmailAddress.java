package io.dyff.routes.entity;

import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The normal form of an e-mail address, whose domain has no capitals. What counts as one is what the released clients can
 * read: a mailbox of RFC 5322 and RFC 6531 with a dot-atom before the {@code @} and a public domain behind it.
 */
final class EmailAddress {
    private static final int MAX_LENGTH = 254;
    private static final String ATOM = "[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern ADDRESS =
            Pattern.compile("(?=.{1,64}@)(" + ATOM + "(?:\\." + ATOM + ")*)@([^@\\s]{1,253})");
    /** Two labels or more; the last one ends with a letter, as all of them do. */
    private static final Pattern DOMAIN = Pattern.compile(
            "(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(?<=[a-z])");
    /** Two dashes there are for encoded labels only, RFC 5891 section 4.2.3.1. */
    private static final Pattern RESERVED_LABEL = Pattern.compile("(^|\\.)(?!xn)[a-z0-9]{2}--");
    /** No mail reaches these: the special-use names of RFC 6761, 6762 and 7686. */
    private static final List<String> UNREACHABLE = List.of("arpa", "invalid", "local", "localhost", "onion", "test");

    private EmailAddress() {}

    /** Empty when the text is no e-mail address. */
    static Optional<String> normal(String text) {
        Matcher address = ADDRESS.matcher(text.strip());
        if (!address.matches()) {
            return Optional.empty();
        }
        return domain(address.group(2))
                .map(domain -> address.group(1) + "@" + domain)
                .filter(normal -> normal.length() <= MAX_LENGTH);
    }

    private static Optional<String> domain(String text) {
        try {
            String ascii = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            return DOMAIN.matcher(ascii).matches()
                            && !RESERVED_LABEL.matcher(ascii).find()
                            && UNREACHABLE.stream().noneMatch(name -> ascii.endsWith("." + name))
                    ? Optional.of(IDN.toUnicode(ascii))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
