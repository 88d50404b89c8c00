package io.dyff.kube.cel;

import static io.dyff.kube.cel.Kind.INT;
import static io.dyff.kube.cel.Kind.STRING;
import static io.dyff.kube.cel.Overload.member;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import java.util.ArrayList;
import java.util.List;

/** What rules find in texts, and how they put values into them. */
final class TextFunctions {

    private TextFunctions() {}

    static List<Overload> all() {
        return List.of(
                member("find", STRING, STRING, STRING, TextFunctions::find),
                member("findAll", Kind.listOf(STRING), STRING, STRING, (text, regex) -> findAll(text, regex, -1)),
                member(
                        "findAll",
                        Kind.listOf(STRING),
                        List.of(STRING, STRING, INT),
                        given -> findAll((String) given[0], (String) given[1], (Long) given[2])),
                member(
                        "format",
                        STRING,
                        STRING,
                        Kind.listOf(new Kind<>(dev.cel.common.types.SimpleType.DYN, Object.class)),
                        Format::apply));
    }

    private static String find(String text, String regex) {
        Matcher matcher = matcher(text, regex);
        return matcher.find() ? matcher.group() : "";
    }

    /** @param most of the matches; a negative number for all */
    private static List<String> findAll(String text, String regex, long most) {
        List<String> found = new ArrayList<>();
        Matcher matcher = matcher(text, regex);
        while ((most < 0 || found.size() < most) && matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    private static Matcher matcher(String text, String regex) {
        try {
            return Pattern.compile(regex).matcher(text);
        } catch (PatternSyntaxException e) {
            throw new CelInvalidArgumentException("Illegal regex: " + e.getMessage());
        }
    }
}
