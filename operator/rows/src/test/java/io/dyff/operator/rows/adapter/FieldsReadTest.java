package io.dyff.operator.rows.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsReadTest {

    private static Optional<Set<String>> of(String template) throws Exception {
        return FieldsRead.ofTemplate(new ObjectMapper().readTree(template));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"prompt": "$.text"}                                             | text
            {"messages": [{"role": "user", "content": "$['te xt'].a[0]"}]}   | te xt
            {"prompt": "text", "price": "$$.cost"}                           | ''
            {"prompt": {"$compute": {"$scalar": "$.text"}}}                  | text
            {"prompt": {"$compute": [{"$list": [{"$scalar": "$.text"}]}, {"$func": "join"}]}} | text
            """)
    void shouldNameTheFieldsOfTheQueries(String template, String field) throws Exception {
        assertThat(of(template)).hasValue(field.isEmpty() ? Set.of() : Set.of(field));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"row\": \"$\"}",
                "{\"all\": \"$.*\"}",
                "{\"x\": {\"$compute\": {\"$func\": \"f\"}}}",
                "{\"x\": {\"$compute\": [{\"$func\": \"f\"}, {\"$scalar\": \"$.a\"}]}}",
            })
    void shouldNotGuessWhenItMayBeAny(String template) throws Exception {
        assertThat(of(template)).isEmpty();
    }
}
