package io.dyff.operator.controller.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.operator.controller.status.Reason;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

        assertThat(PodReports.hindered(List.of(pod)))
                .hasValue(new Hindrance(Reason.ImagePullFailed, "pod run-a: ErrImageNeverPull: unknown here"));
        assertThat(PodReports.hopeless(List.of(pod))).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        containerStatuses: [{state: {waiting: {reason: ErrImagePull, message: no such image}}}]      | ImagePullFailed      | ErrImagePull: no such image
        containerStatuses: [{state: {waiting: {reason: ImagePullBackOff, message: back-off}}}]       | ImagePullFailed      | ImagePullBackOff: back-off
        containerStatuses: [{state: {waiting: {reason: InvalidImageName, message: a b}}}]            | ImagePullFailed      | InvalidImageName: a b
        containerStatuses: [{state: {waiting: {reason: CreateContainerConfigError, message: no s}}}] | ContainerConfigError | CreateContainerConfigError: no s
        containerStatuses: [{state: {waiting: {reason: CrashLoopBackOff, message: again}}}]          | PodWaiting           | CrashLoopBackOff: again
        conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable, message: 0/3}]     | Unschedulable        | Unschedulable: 0/3
        conditions: [{type: PodScheduled, status: 'False', reason: SchedulingGated, message: x}]     |                      |
        conditions: [{type: DisruptionTarget, status: 'True', reason: PreemptionByScheduler}]        | Disrupted            | PreemptionByScheduler
        conditions: [{type: DisruptionTarget, status: 'True', reason: DeletionByTaintManager}]       | Disrupted            | DeletionByTaintManager
        conditions: [{type: DisruptionTarget, status: 'True', reason: TerminationByKubelet}]         | Disrupted            | TerminationByKubelet
        containerStatuses: [{state: {waiting: {reason: ContainerCreating}}}]                         |                      |
        containerStatuses: [{state: {running: {}}}]                                                  |                      |
        """)
    void shouldTellApartWhatHindersAPod(String status, Reason reason, String words) {
        Optional<Hindrance> found = PodReports.hindered(List.of(pod("phase: Pending\n" + status + "\n")));

        assertThat(found).isEqualTo(Optional.ofNullable(reason).map(r -> new Hindrance(r, "pod run-a: " + words)));
    }

    @Test
    void shouldForgetALostPodWhenAnotherRunsInItsPlace() {
        Pod lost = pod("""
                phase: Failed
                conditions: [{type: DisruptionTarget, status: "True", reason: DeletionByPodGC, message: node is gone}]
                """);
        Pod waits = pod("phase: Pending\n");
        Pod runs = pod("phase: Running\n");

        assertThat(PodReports.hindered(List.of(lost, waits)))
                .hasValue(new Hindrance(Reason.Disrupted, "pod run-a: DeletionByPodGC: node is gone"));
        assertThat(PodReports.hindered(List.of(lost, runs))).isEmpty();
    }

    private static Pod pod(String status) {
        return Serialization.unmarshal(
                "apiVersion: v1\nkind: Pod\nmetadata: {name: run-a, creationTimestamp: '2026-03-01T12:00:00Z'}\nstatus:\n"
                        + status.indent(2),
                Pod.class);
    }
}
