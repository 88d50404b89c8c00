package io.dyff.routes.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dyff.routes.component.kafkastate.BrokenStateException;
import io.dyff.routes.component.kafkastate.StateEvent;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.Headers;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventDecoderTest {
    private final EventDecoder decoder = new EventDecoder();

    @Test
    void shouldReadTheEnvelopeWhenHeadersNameTheType() throws Undecodable {
        EntityEvent event = decode(
                "{\"status\":\"Complete\"}",
                Map.of(
                        Headers.CE_TYPE, "io.dyff.entity.reported",
                        Headers.CE_SOURCE, "/dyff/watch",
                        Headers.AWAIT, "1",
                        Headers.KUBE_UID, "u",
                        Headers.KUBE_RV, "7",
                        Headers.REQUEST_HASH, "h"));
        assertThat(event.type()).isEqualTo(EventType.REPORTED);
        assertThat(event.source()).isEqualTo("/dyff/watch");
        assertThat(event.await()).isTrue();
        assertThat(event.kubeUid()).isEqualTo("u");
        assertThat(event.kubeRv()).isEqualTo("7");
        assertThat(event.requestHash()).isEqualTo("h");
        assertThat(event.body().path("status").asText()).isEqualTo("Complete");
        assertThat(event.offset()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"id":"a","kind":"Evaluation","account":"b","status":"Created"} | CREATED
        {"status":"Complete","reason":"Complete"}                      | STATUS
        {"status":"Admitted"}                                          | STATUS
        {"labels":{"a":null}}                                          | LABELS
        {"documentation":{"title":"x"}}                                | DOCUMENTATION
        """)
    void shouldTellTheTypeByItsShapeWhenNoHeaderNamesIt(String value, EventType type) throws Undecodable {
        assertThat(decode(value, Map.of()).type()).isEqualTo(type);
    }

    @Test
    void shouldClearTheReasonWhenABareStatusNamesNone() throws Undecodable {
        assertThat(decode("{\"status\":\"Admitted\"}", Map.of()).body().has("reason"))
                .isTrue();
    }

    @Test
    void shouldPutDocumentationInItsOnePlace() throws Undecodable {
        EntityEvent event = decode(
                "{\"documentation\":{\"title\":\"x\"}}", Map.of(Headers.CE_TYPE, "io.dyff.entity.documentation"));
        assertThat(event.body()).hasToString("{\"metadata\":{\"documentation\":{\"title\":\"x\"}}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"command":"CreateEntity","data":{"id":"a"}}  | command 'CreateEntity' of the third generation
        {"command":"UpdateEntityStatus","body":{}}    | command 'UpdateEntityStatus' of the second generation
        {"command":"ForgetEntity"}                    | command 'ForgetEntity' of the second generation
        {"status":"Admitted","labels":{}}             | fields that fit no event
        {"members":{}}                                | fields that fit no event
        {}                                            | fields that fit no event
        [1]                                           | not a JSON object
        {"status":                                    | not JSON
        {"status":"a","status":"b"}                   | not JSON
        {"labels":{"a":"\\u0000"}}                    | U+0000
        {"labels":{"a":"\\ud800"}}                    | half of a surrogate
        """)
    void shouldSayWhyARecordIsNoEvent(String value, String cause) {
        assertThatThrownBy(() -> decode(value, Map.of()))
                .isInstanceOf(Undecodable.class)
                .hasMessageContaining(cause);
    }

    @Test
    void shouldRefuseATypeNobodyKnows() {
        assertThatThrownBy(() -> decode("{}", Map.of(Headers.CE_TYPE, "io.dyff.entity.eaten")))
                .isInstanceOf(Undecodable.class)
                .hasMessageContaining("io.dyff.entity.eaten");
    }

    @Test
    void shouldAcceptWholeSurrogatePairs() throws Undecodable {
        assertThat(decode("{\"labels\":{\"a\":\"\\ud83d\\ude00\"}}", Map.of()).type())
                .isEqualTo(EventType.LABELS);
    }

    @Test
    void shouldRefuseARecordWithoutKeyOrValue() {
        assertThatThrownBy(() -> decoder.decode(event(null, "{\"labels\":{}}", Map.of())))
                .isInstanceOf(Undecodable.class)
                .hasMessageContaining("no key");
        assertThatThrownBy(() -> decoder.decode(event("a", null, Map.of())))
                .isInstanceOf(Undecodable.class)
                .hasMessageContaining("no value");
    }

    @Test
    void shouldAcceptAHeartbeatWithoutKeyAndValue() throws Undecodable {
        assertThat(decoder.decode(event(null, null, Map.of(Headers.CE_TYPE, "io.dyff.entity.heartbeat")))
                        .event()
                        .type())
                .isEqualTo(EventType.HEARTBEAT);
    }

    @Test
    void shouldBlameTheStoreWhenItHoldsAnotherVersion() {
        StateEvent stored = new StateEvent(
                "a",
                "{\"labels\":{}}".getBytes(UTF_8),
                Map.of(),
                0,
                0,
                Instant.EPOCH,
                "{\"version\":99}\n{}".getBytes(UTF_8));
        assertThatThrownBy(() -> decoder.decode(stored))
                .isInstanceOf(BrokenStateException.class)
                .hasMessageContaining("version 99");
    }

    private EntityEvent decode(String value, Map<String, String> headers) throws Undecodable {
        return decoder.decode(event("a", value, headers)).event();
    }

    private static StateEvent event(String key, String value, Map<String, String> headers) {
        return new StateEvent(key, value == null ? null : value.getBytes(UTF_8), headers, 3, 5, Instant.EPOCH, null);
    }
}
