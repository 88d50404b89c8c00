package io.dyff.operator.controller.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.operator.controller.status.Fact;
import io.dyff.operator.controller.status.Reason;
import io.dyff.operator.controller.status.Report;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A workflow whose success is called Ready, as that of a model is. */
class WorkflowReportsTest {

    private static final WorkflowReports REPORTS =
            new WorkflowReports(new Outcome("Ready", "Error"), List.of("Fetched"));

    static Stream<Report> reports() {
        return Stream.of(
                REPORTS.running(0, Reason.Running, "job"),
                REPORTS.suspended(0),
                REPORTS.complete(),
                REPORTS.failed(0, Reason.StepFailed, "no such repository"));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void shouldHoldOneConditionOfEachType(Report report) {
        assertThat(report.facts())
                .extracting(Fact::type)
                .containsExactlyInAnyOrder("Fetched", "Ready", "Error", "Reconciling", "Stalled");
    }

    @ParameterizedTest
    @MethodSource("reports")
    void shouldSayOfTheEndWhatToolsAreTold(Report report) {
        assertThat(report.facts())
                .filteredOn(fact -> fact.type().equals("Ready"))
                .singleElement()
                .satisfies(ready -> {
                    assertThat(ready.status()).isEqualTo(report.state().equals("Ready"));
                    assertThat(ready.reason()).isEqualTo(report.reason());
                });
    }
}
