package io.dyff.routes.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.routes.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RequestHashTest {
    /** Stored hashes outlive this code: SHA-256 of the text {@code {"a":"number:1E+1","b":[true,null,{"c":"x"}]}}. */
    private static final String STORED = "d463aa13b83115c9b77bac22ae6b5c40fcf930cb4d584e9105d8ff83dc50dc2c";

    @Test
    void shouldStayTheSameForWhatIsStored() throws IOException {
        assertThat(hash("{\"b\": [true, null, {\"c\": \"x\"}], \"a\": 10}")).isEqualTo(STORED);
    }

    @Test
    void shouldTakeNumbersByTheirValue() throws IOException {
        assertThat(hash("{\"a\": 1.50}")).isEqualTo(hash("{\"a\": 15e-1}")).isNotEqualTo(hash("{\"a\": \"1.5\"}"));
    }

    private static String hash(String json) throws IOException {
        return RequestHash.of(Json.parse(json.getBytes(StandardCharsets.UTF_8)));
    }
}
