package io.dyff.operator.rows.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file's content and fields become, as Python 3.11 makes them, beyond the contract's vectors. */
class FileUploadTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(textBlock = """
            aGVsbG8=, hello
            aGVs bG8=, hello
            aGVsbG8=aGVsbG8=, hello
            aGVsbG8==, hello
            aGVs_bG8=, hello
            =aGVsbG8=, hello
            aGk=x, hi
            a=Gk=, hi
            aG=Vs, hel
            """)
    void shouldReadBase64AsPythonDoes(String text, String content) throws AdapterException {
        assertThat(new String(LenientBase64.decode(text), StandardCharsets.US_ASCII))
                .isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "aG", "aGVsb", "aGVsbG8", "ä"})
    void shouldRefuseBase64ThatEndsInTheMiddle(String text) {
        assertThatThrownBy(() -> LenientBase64.decode(text)).isInstanceOf(AdapterException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 1.0",
        "100, 100",
        "123456789012345678901234567890, 123456789012345678901234567890",
        "0.1, 0.1",
        "1e15, 1000000000000000.0",
        "1e16, 1e+16",
        "123456789012345680.0, 1.2345678901234568e+17",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "1.5e-7, 1.5e-07",
        "-2.5e200, -2.5e+200",
        "-0.0, -0.0",
    })
    void shouldWriteNumbersAsPythonDoes(String number, String text) throws Exception {
        assertThat(PythonText.number(JSON.readTree(number))).isEqualTo(text);
    }

    @Test
    void shouldWriteJsonAsPythonDoes() throws Exception {
        var value = JSON.readTree(
                "{\"a\":[],\"b\":{},\"c\":[1,null,true,\"\\u00fc\\ud835\\udefc\\u007f\\n\\\"\\\\\"],\"d\":1.0}");

        assertThat(PythonText.json(value))
                .isEqualTo(
                        "{\"a\": [], \"b\": {}, \"c\": [1, null, true, \"\\u00fc\\ud835\\udefc\\u007f\\n\\\"\\\\\"], \"d\": 1.0}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"field":1}                                     | configuration 'field' must be a text
            {"field":"$.d","name":"$.n","filename":{"$x":1}} | key '$x' is reserved
            {"field":"$.d","formFields":[]}                 | configuration 'formFields' must be an object
            {"field":"$.d","encoding":null,"colour":1}      | configuration 'colour' is unknown
            """)
    void shouldSayWhatIsWrongWithAConfiguration(String configuration, String message) throws Exception {
        var json = JSON.readTree(configuration);

        assertThatThrownBy(() -> new FileUpload(json)).hasMessageContaining(message);
    }

    @Test
    void shouldRefuseALineBreakInAContentTypeWhenItIsSent() throws Exception {
        ObjectNode item = (ObjectNode) new FileUpload(JSON.readTree("{\"field\":\"$.d\",\"contentType\":\"$.t\"}"))
                .apply(JSON.readTree("{\"d\":\"aGk=\",\"t\":\"text/plain\\r\\nX-Injected: 1\"}"))
                .getFirst();

        assertThatThrownBy(() -> UploadedFile.of(item)).hasMessageContaining("no line breaks");
    }
}
