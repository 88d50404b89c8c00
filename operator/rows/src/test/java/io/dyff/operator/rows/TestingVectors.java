package io.dyff.operator.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Reads the contract's vectors. */
public final class TestingVectors {

    /** An output schema with one text field. */
    public static String textOutputSchema() {
        return vectors("data_frames")
                .at("/named_schemas/make_output_schema(text.Text)/arrowSchema")
                .textValue();
    }

    /** A file of contract/data/vectors. */
    public static JsonNode vectors(String name) {
        try (var in = TestingVectors.class.getResourceAsStream("/vectors/" + name + ".json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private TestingVectors() {}
}
