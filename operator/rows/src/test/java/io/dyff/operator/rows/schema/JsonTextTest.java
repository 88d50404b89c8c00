package io.dyff.operator.rows.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text columns that take JSON, where the interface's schema says so; the ids are those of the field reports. */
class JsonTextTest {

    /** Responses with {@code text}, a string, and {@code calls}, a string of the extension type arrow.json. */
    private static final String SCHEMA =
            "/////0gCAAAQAAAAAAAKAAwABgAFAAgACgAAAAABBAAMAAAACAAIAAAABAAIAAAABAAAAAMAAADcAQAA"
                    + "lAEAAAQAAABA/v//AAABDBQAAAAgAAAABAAAAAEAAAAYAAAACQAAAHJlc3BvbnNlcwAAAHT+//9w/v//"
                    + "AAABDRwAAAAoAAAABAAAAAMAAAAIAQAA3AAAACwAAAAEAAAAaXRlbQAAAAAEAAYABAAAAAAAEgAYAAgA"
                    + "BgAHAAwAAAAQABQAEgAAAAAAAQUUAAAAnAAAAAgAAAAUAAAAAAAAAAUAAABjYWxscwAAAAIAAABEAAAA"
                    + "BAAAAMz///8QAAAABAAAAAAAAAAAAAAAGAAAAEFSUk9XOmV4dGVuc2lvbjptZXRhZGF0YQAAAAAIAAwA"
                    + "BAAIAAgAAAAYAAAABAAAAAoAAABhcnJvdy5qc29uAAAUAAAAQVJST1c6ZXh0ZW5zaW9uOm5hbWUAAAAA"
                    + "bP///2j///8AAAEFEAAAABgAAAAEAAAAAAAAAAQAAAB0ZXh0AAAAAJT///+Q////AAABAhAAAAAkAAAA"
                    + "BAAAAAAAAAAQAAAAX3Jlc3BvbnNlX2luZGV4XwAAAACM////AAAAAUAAAADM////AAABBRAAAAAkAAAA"
                    + "BAAAAAAAAAANAAAAX3JlcGxpY2F0aW9uXwAAAAQABAAEAAAAEAAUAAgABgAHAAwAAAAQABAAAAAAAAEC"
                    + "EAAAACAAAAAEAAAAAAAAAAcAAABfaW5kZXhfAAgADAAIAAcACAAAAAAAAAFAAAAAAAAAAA==";

    private static JsonNode calls(String response) throws Exception {
        JsonNode answer = new ObjectMapper().readTree("{\"calls\": " + response + "}");
        return OutputSchema.of(SCHEMA).row("r", 0, List.of(answer)).at("/responses/0/calls");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiterString = " => ", textBlock = """
            {"a": [1, null]} => {"a":[1,null]}
            [{"type": "text"}] => [{"type":"text"}]
            "{\\"a\\": 1}" => {"a": 1}
            "in words" => "in words"
            7 => 7
            true => true
            """)
    void a12ShouldStoreAnyJsonAsItsText(String response, String stored) throws Exception {
        assertThat(calls(response).textValue()).isEqualTo(stored);
    }

    @Test
    void a12ShouldLeaveNullWhatIsNull() throws Exception {
        assertThat(calls("null").isNull()).isTrue();
    }

    @Test
    void shouldBeNoColumnThatFoldersCanCarry() throws Exception {
        assertThatThrownBy(() -> OutputSchema.of(SCHEMA).requirePlain("partitions", List.of("responses")))
                .isInstanceOf(DataException.class);
        assertThat(new DataType.Json()).isNotInstanceOf(DataType.Plain.class);
    }
}
