package io.dyff.operator.rows.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerStatusTest {

    private static Answer sort(int status) {
        return sort(status, "Retry-After", "7");
    }

    private static Answer sort(int status, String header, String value) {
        return AnswerStatus.sort(status, HttpHeaders.of(Map.of(header, List.of(value)), (name, text) -> true), "text");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 403, 406, 409, 410, 413, 415, 422, 451})
    void shouldBlameTheRequest(int status) {
        assertThat(sort(status)).isEqualTo(new Answer.BadRequest(status, "HTTP " + status + " text"));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 500, 502, 504, 599})
    void shouldTryAgain(int status) {
        assertThat(sort(status)).isEqualTo(new Answer.Transient(status, "HTTP " + status + " text", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 401, 404, 405, 407})
    void shouldBlameTheSetUp(int status) {
        assertThat(sort(status)).isEqualTo(new Answer.Misdirected(status, "HTTP " + status + " text"));
    }

    @Test
    void shouldShowWhereARedirectionLeads() {
        assertThat(sort(307, "Location", "/v1/chat/").message()).isEqualTo("HTTP 307 text to /v1/chat/");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void shouldWaitAsLongAsABusyServiceAsks(int status) {
        assertThat(sort(status))
                .isEqualTo(
                        new Answer.Transient(status, "HTTP " + status + " text", Optional.of(Duration.ofSeconds(7))));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 415, 422})
    void shouldKnowWhatJudgesTheBody(int status) {
        assertThat(AnswerStatus.judgesBody(status)).isTrue();
        assertThat(AnswerStatus.judgesBody(403)).isFalse();
    }
}
