package io.dyff.routes.state.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangesTest {
    private static final List<String> NAMES = List.of("a", "b/c", "~", "");

    private final Random random = new Random(11);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':1}               | {'a':1}             | []",
                "{'a':1}               | {'a':2}             | [{'path':'/a','before':1,'after':2}]",
                "{}                    | {'a':null}          | [{'path':'/a','after':null}]",
                "{'a':{'b':1,'c':[1]}} | {'a':{'c':[1,2]}}   | [{'path':'/a/b','before':1},"
                        + "{'path':'/a/c','before':[1],'after':[1,2]}]",
                "{'a':{'b':1}}         | {'a':'x'}           | [{'path':'/a','before':{'b':1},'after':'x'}]",
                "{'x/y':1}             | {'x/y':2}           | [{'path':'/x~1y','before':1,'after':2}]",
                "{'metadata':{'revision':'r'}} | {'metadata':{'revision':'s'}} | []",
            })
    void shouldNameWhatDiffers(String before, String after, String changes) throws IOException {
        assertThat(Changes.between(json(before), json(after)))
                .isEqualTo(Json.parse(changes.replace('\'', '"').getBytes(UTF_8)));
    }

    @Test
    void shouldLeadBackWhateverChanged() {
        for (int n = 0; n < 2000; n++) {
            ObjectNode before = object(3);
            ObjectNode after = object(3);
            assertThat(Changes.undo(after, Changes.between(before, after))).isEqualTo(before);
        }
    }

    private ObjectNode object(int depth) {
        ObjectNode object = Json.object();
        for (String name : NAMES) {
            switch (random.nextInt(depth > 0 ? 6 : 4)) {
                case 0 -> object.put(name, random.nextInt(3));
                case 1 -> object.putNull(name);
                case 2 -> object.putArray(name).add(random.nextInt(2));
                case 3 -> object.remove(name);
                default -> object.set(name, object(depth - 1));
            }
        }
        return object;
    }

    private static ObjectNode json(String text) throws IOException {
        return (ObjectNode) Json.parse(text.replace('\'', '"').getBytes(UTF_8));
    }
}
