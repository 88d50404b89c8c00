package io.dyff.operator.controller.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.operator.controller.status.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API server's own words, as it said them to the controllers of Kubernetes 1.36. */
class RefusalsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        Error creating: pods "a-x7k2p" is forbidden: exceeded quota: small, requested: pods=1 | QuotaExceeded | Job a: Error creating: its pods are forbidden: exceeded quota: small, requested: pods=1
        pods "a-x7k2p" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true | PodRefused | Job a: its pods are forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true
        admission webhook "policy.example" denied the request: no such label | PodRefused | Job a: admission webhook "policy.example" denied the request: no such label
        """)
    void shouldTellApartWhyAPodIsRefusedAndForgetItsName(String message, Reason reason, String words) {
        assertThat(Refusals.ofPod("Job a", message)).isEqualTo(new Hindrance(reason, words));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        jobs.batch "a" is forbidden: exceeded quota: small, requested: count/jobs.batch=1 | QuotaExceeded
        jobs.batch is forbidden: User "operator" cannot create resource "jobs"            | ApiError
        """)
    void shouldTellApartWhyARequestIsRefused(String message, Reason reason) {
        assertThat(Refusals.ofRequest(message)).isEqualTo(reason);
    }
}
