package io.dyff.routes.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.event.Headers;
import io.dyff.routes.host.errors.BadRecordException;
import io.dyff.routes.host.errors.FaultKind;
import io.dyff.routes.json.Json;
import io.dyff.routes.testing.TestingEntities;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityVersionTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final Map<String, String> HEADERS = Map.of(
            Headers.EVENT_OFFSET, "7", Headers.STATE_VERSION, "1", Headers.REQUEST_HASH, "h", Headers.KUBE_UID, "u");

    @Test
    void shouldTakeWhatItKnowsFromTheEntityAndTheHeaders() {
        ObjectNode entity = TestingEntities.evaluation(ID);
        entity.putObject("labels").put("b", "2").put("a", "1");
        EntityVersion version = EntityVersion.of(record(entity, HEADERS));
        assertThat(version).isEqualTo(new EntityVersion(ID, 7, 3, "h", "u", entity));
        assertThat(version.text("account")).isEqualTo("test");
    }

    @Test
    void shouldStandForAnErasedEntityWhenTheRecordIsATombstone() {
        assertThat(EntityVersion.of(new StateRecord(ID, null, HEADERS, 3, 9)))
                .isEqualTo(new EntityVersion(ID, 7, 3, "h", "u", null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"id":"other"}             | not the one of its key
        {"kind":null}              | field kind
        {"account":7}              | field account
        {"status":null}            | field status
        {"creationTime":"soon"}    | creationTime 'soon'
        {"creationTime":"+12345-01-01T00:00:00Z"} | too far away
        {"name":"\\u0000"}         | cannot store
        """)
    void shouldSayWhyAnEntityIsNoRow(String difference, String cause) throws IOException {
        ObjectNode entity = TestingEntities.evaluation(ID);
        entity.setAll((ObjectNode) Json.parse(difference.getBytes(UTF_8)));
        assertThatThrownBy(() -> EntityVersion.of(record(entity, HEADERS)))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining(cause);
    }

    @Test
    void shouldRefuseWhatNoIndexTakes() {
        ObjectNode account = TestingEntities.evaluation(ID).put("account", "x".repeat(3000));
        assertThatThrownBy(() -> EntityVersion.of(record(account, HEADERS))).hasMessageContaining("account");
    }

    @Test
    void shouldRefuseARecordWithoutAVersion() {
        Map<String, String> without = new HashMap<>(HEADERS);
        without.remove(Headers.EVENT_OFFSET);
        assertThatThrownBy(() -> EntityVersion.of(record(TestingEntities.evaluation(ID), without)))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining(Headers.EVENT_OFFSET);
    }

    @Test
    void shouldWaitForANewerProgramWhenTheFormIsNewer() {
        Map<String, String> newer = new HashMap<>(HEADERS);
        newer.put(Headers.STATE_VERSION, "2");
        assertThatThrownBy(() -> EntityVersion.of(record(TestingEntities.evaluation(ID), newer)))
                .isInstanceOf(NewerStateException.class)
                .satisfies(fault -> assertThat(FaultKind.of(fault)).isNotEqualTo(FaultKind.PERMANENT));
    }

    private static StateRecord record(ObjectNode entity, Map<String, String> headers) {
        return new StateRecord(ID, Json.bytes(entity), headers, 3, 9);
    }
}
