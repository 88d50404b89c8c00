package io.dyff.operator.rows.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors were computed by Python 3.11: patterns that people write, corners of the syntax, and random ones. */
@Timeout(60)
class PythonRegexTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> shouldMatchAsPythonDoes() throws IOException {
        try (var in = PythonRegexTest.class.getResourceAsStream("/regex/python-3.11.json")) {
            return StreamSupport.stream(JSON.readTree(in).spliterator(), false)
                    .map(vector -> DynamicTest.dynamicTest(
                            vector.get("pattern") + " " + vector.get("flags") + " " + vector.get("text"),
                            () -> check(vector)));
        }
    }

    private static void check(JsonNode vector) throws RegexException {
        String pattern = vector.get("pattern").textValue();
        int flags = vector.get("flags").intValue();
        if (vector.get("matches").isNull()) {
            assertThatThrownBy(() -> PythonRegex.compile(pattern, flags)).isInstanceOf(RegexException.class);
            return;
        }
        PythonRegex regex = PythonRegex.compile(pattern, flags);
        List<Match> matches = regex.matches(vector.get("text").textValue(), 0);
        assertThat(described(matches)).isEqualTo(vector.get("matches"));
    }

    private static JsonNode described(List<Match> matches) {
        ArrayNode all = JSON.createArrayNode();
        for (Match match : matches) {
            ArrayNode one = all.addArray().add(match.start()).add(match.end());
            for (int i = 1; i <= match.groups(); i++) {
                one.add(match.group(i).orElse(null));
            }
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({
        "(a+)+$, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
        "(?:|){60}x, y",
        "(?:a?|b?){60}x, y",
        "(\\w*\\s*)*\\d$, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
    })
    void shouldGiveUpOnAPatternThatExplodes(String pattern, String text) throws RegexException {
        PythonRegex regex = PythonRegex.compile(pattern, 0);

        assertThatThrownBy(() -> regex.search(text))
                .isInstanceOf(RegexException.class)
                .hasMessageContaining("takes more than");
    }

    @ParameterizedTest
    @CsvSource({
        "((a{1000}){1000}){1000}, repeats too much",
        "(((?:){200000000}){200000000}){200000000}, repeats too much",
        "a{99999999999}, too large",
    })
    void shouldRefuseAPatternThatIsTooLarge(String pattern, String words) {
        assertThatThrownBy(() -> PythonRegex.compile(pattern, 0))
                .isInstanceOf(RegexException.class)
                .hasMessageContaining(words);
    }

    @Test
    void shouldRefuseGroupsThatNestTooDeeply() {
        assertThatThrownBy(() -> PythonRegex.compile("(".repeat(10_000) + "a" + ")".repeat(10_000), 0))
                .isInstanceOf(RegexException.class)
                .hasMessageContaining("nest deeper than");
    }

    @Test
    void shouldNeedNoStackForALongText() throws RegexException {
        String thought = "<think>" + "a line\n".repeat(20_000) + "</think>";

        Match match = PythonRegex.compile("<think>(.|\\n)*</think>", 0)
                .search(thought + "answer")
                .orElseThrow();

        assertThat(match.group(0)).contains(thought);
    }

    @Test
    void shouldSayThatALongTextLeavesTooManyWaysOpen() throws RegexException {
        PythonRegex regex = PythonRegex.compile("(.|\\n)*x", 0);

        assertThatThrownBy(() -> regex.search("a".repeat(2_000_000)))
                .isInstanceOf(RegexException.class)
                .hasMessageContaining("too many ways open");
    }

    @Test
    void shouldPointAtThePlaceThatIsWrong() {
        assertThatThrownBy(() -> PythonRegex.compile("ab(c", 0))
                .hasMessage("expected ')' at position 4 of the pattern ab(c");
    }
}
