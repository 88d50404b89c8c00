package io.dyff.routes.host.errors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FaultKindTest {

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(new SQLException("x", "22P05"), FaultKind.PERMANENT),
                Arguments.of(new SQLException("x", "23505"), FaultKind.PERMANENT),
                Arguments.of(new SQLException("x", "54000"), FaultKind.PERMANENT),
                Arguments.of(new SQLException("x", "08006"), FaultKind.TRANSIENT),
                Arguments.of(new SQLException("x", "40P01"), FaultKind.TRANSIENT),
                Arguments.of(new SQLException("x", "53300"), FaultKind.TRANSIENT),
                Arguments.of(new SQLException("x", "57P01"), FaultKind.TRANSIENT),
                Arguments.of(new SQLException("x", "58030"), FaultKind.TRANSIENT),
                Arguments.of(new SQLException("x", "42P01"), FaultKind.UNKNOWN),
                Arguments.of(new SQLException("x"), FaultKind.UNKNOWN),
                Arguments.of(new BadRecordException("x"), FaultKind.PERMANENT),
                Arguments.of(new JsonParseException(null, "x"), FaultKind.PERMANENT),
                Arguments.of(new NotEnoughReplicasException("x"), FaultKind.TRANSIENT),
                Arguments.of(new ConnectException("x"), FaultKind.TRANSIENT),
                Arguments.of(new KubernetesClientException("x", 429, null), FaultKind.TRANSIENT),
                Arguments.of(new KubernetesClientException("x", 503, null), FaultKind.TRANSIENT),
                Arguments.of(new KubernetesClientException("x", 403, null), FaultKind.UNKNOWN),
                Arguments.of(new IllegalStateException("x"), FaultKind.UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void shouldTellFaultsApart(Exception fault, FaultKind kind) {
        assertThat(FaultKind.of(fault)).isEqualTo(kind);
        assertThat(FaultKind.of(new RuntimeException("around it", fault))).isEqualTo(kind);
    }
}
