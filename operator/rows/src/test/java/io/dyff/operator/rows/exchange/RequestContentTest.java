package io.dyff.operator.rows.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RequestContentTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldBeJsonWhenTheItemIsNoFile() throws Exception {
        RequestContent content = RequestContent.of(JSON.readTree("{\"$list\": [1, \"ü\"]}"));

        assertThat(content.type()).isEqualTo("application/json");
        assertThat(text(content)).isEqualTo("{\"$list\":[1,\"ü\"]}");
    }

    @Test
    void shouldPutTheFieldsBeforeTheFileAndKeepItsBytes() throws Exception {
        byte[] bytes = {0, '\r', '\n', '-', '-', (byte) 0xff};
        ObjectNode item = JSON.createObjectNode();
        ObjectNode file = item.putObject("$fileUpload")
                .put("name", "image")
                .put("filename", "a \"b\"\r\nü.png")
                .put("contentType", "image/png")
                .put("content", bytes);
        file.putObject("formFields").put("model", "m\r\n1").put("size", "2");

        RequestContent content = RequestContent.of(item);

        String boundary = content.type().replaceFirst("^multipart/form-data; boundary=", "");
        assertThat(boundary).matches("[-0-9a-z]{20,70}");
        String expected = """
                --B
                Content-Disposition: form-data; name="model"

                m
                1
                --B
                Content-Disposition: form-data; name="size"

                2
                --B
                Content-Disposition: form-data; name="image"; filename="a %22b%22%0D%0Aü.png"
                Content-Type: image/png

                """.replace("\n", "\r\n");
        assertThat(text(content).replace(boundary, "B"))
                .isEqualTo(expected + new String(bytes, StandardCharsets.UTF_8) + "\r\n--B--\r\n");
        assertThat(content.pieces()).element(1).isEqualTo(bytes);
        assertThat(content.publisher().contentLength())
                .isEqualTo(content.pieces().stream()
                        .mapToInt(piece -> piece.length)
                        .sum());
    }

    private static String text(RequestContent content) {
        var all = new ByteArrayOutputStream();
        content.pieces().forEach(all::writeBytes);
        return all.toString(StandardCharsets.UTF_8);
    }
}
