package io.dyff.operator.controller.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pods whose containers run one after the other. */
class PodReportsTest {

    @Test
    void shouldReportTheContainerThatFailedNotThoseBeforeIt() {
        Pod pod = pod("""
                phase: Failed
                initContainerStatuses:
                  - {name: fetch, state: {terminated: {exitCode: 0, message: all is there}}}
                  - {name: analysis, state: {terminated: {exitCode: 3, message: no such column}}}
                containerStatuses:
                  - {name: publish, state: {waiting: {reason: PodInitializing}}}
                """);

        assertThat(PodReports.lastFailure(List.of(pod))).hasValue("pod run-a ended with exit code 3: no such column");
    }

    @Test
    void shouldReportWhyTheFirstContainerCannotStart() {
        Pod pod = pod("""
                phase: Pending
                initContainerStatuses:
                  - {name: fetch, state: {waiting: {reason: ErrImageNeverPull, message: unknown here}}}
                containerStatuses:
                  - {name: publish, state: {waiting: {reason: PodInitializing}}}
                """);

        assertThat(PodReports.hindered(List.of(pod))).hasValue("pod run-a: ErrImageNeverPull: unknown here");
        assertThat(PodReports.hopeless(List.of(pod))).isPresent();
    }

    private static Pod pod(String status) {
        return Serialization.unmarshal(
                "apiVersion: v1\nkind: Pod\nmetadata: {name: run-a, creationTimestamp: '2026-03-01T12:00:00Z'}\nstatus:\n"
                        + status.indent(2),
                Pod.class);
    }
}
