package io.dyff.routes.orchestrate;

import static io.dyff.routes.orchestrate.TestingAdmission.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which entities wait for which, on the real database. */
class DependencyIT {
    private static TestingAdmission admission;

    @BeforeAll
    static void open() {
        admission = new TestingAdmission(TestingAdmission.settings(Duration.ofHours(1), Duration.ofMinutes(10)));
    }

    @AfterAll
    static void close() {
        admission.close();
    }

    @Test
    void shouldAskForTheUploadWhenTheUserHasTheFiles() {
        ObjectNode dataset = Entities.dataset("a");
        ObjectNode model = Entities.model("a", "Volume");
        admission.states(dataset, model);
        assertThat(admission.decision(dataset)).isEqualTo("upload WaitingForUpload");
        assertThat(admission.decision(model)).isEqualTo("upload WaitingForUpload");
    }

    @Test
    void shouldLookAtTheFilesWhenTheyHaveCome() {
        ObjectNode dataset = Entities.dataset("a");
        admission.states(dataset);
        admission.states(with(dataset, "WaitingForUpload", null));
        assertThat(admission.decision(dataset)).startsWith("none");
        admission.states(with(dataset, "Schedulable", null));
        assertThat(admission.decision(dataset)).isEqualTo("run Admitted");
        admission.states(with(dataset, "Admitted", null));
        admission.states(with(dataset, "Ready", null));
        assertThat(admission.decision(dataset)).startsWith("none");
    }

    @Test
    void shouldLookAtTheFilesWhenTheyCameBeforeTheyWereAskedFor() {
        ObjectNode dataset = Entities.dataset("a");
        admission.states(dataset);
        assertThat(admission.decision(dataset)).isEqualTo("upload WaitingForUpload");
        admission.states(with(dataset, "Schedulable", null));
        assertThat(admission.decision(dataset)).isEqualTo("run Admitted");
    }

    @Test
    void shouldMakeItReadyWhenNothingHasToRun() {
        ObjectNode model = Entities.model("a", "Mock");
        ObjectNode service = Entities.service("a", model.path("id").asText());
        admission.states(model, service);
        assertThat(admission.decision(model)).isEqualTo("ready Ready");
        assertThat(admission.decision(service)).isEqualTo("wait Created/UnsatisfiedDependency");
        admission.states(with(model, "Ready", null));
        assertThat(admission.decision(model)).startsWith("none");
        assertThat(admission.decision(service)).isEqualTo("ready Ready");
    }

    @Test
    void shouldRunItWhenTheLastDependencySucceeds() {
        ObjectNode dataset = Entities.dataset("a");
        ObjectNode service = Entities.entity("InferenceService", "a");
        ObjectNode evaluation = Entities.evaluation(
                "a", dataset.path("id").asText(), service.path("id").asText());
        admission.states(evaluation);
        assertThat(admission.decision(evaluation)).isEqualTo("wait Created/UnsatisfiedDependency");
        admission.states(with(dataset, "Ready", null));
        assertThat(admission.decision(evaluation)).isEqualTo("wait Created/UnsatisfiedDependency");
        admission.states(with(service, "Ready", null));
        assertThat(admission.decision(evaluation)).isEqualTo("run Admitted");
    }

    @Test
    void shouldRunItWhenACrashCameBeforeTheDependencyWasJudged() {
        ObjectNode dataset = Entities.dataset("a");
        ObjectNode service = with(Entities.entity("InferenceService", "a"), "Ready", null);
        ObjectNode evaluation = Entities.evaluation(
                "a", dataset.path("id").asText(), service.path("id").asText());
        admission.states(service, evaluation);
        assertThat(admission.decision(evaluation)).isEqualTo("wait Created/UnsatisfiedDependency");
        admission.upsert(with(dataset, "Ready", null));
        admission.judge().judgeOverlooked();
        admission.decider().decideAll();
        assertThat(admission.decision(evaluation)).isEqualTo("run Admitted");
    }

    @Test
    void shouldSayNothingNewWhenTheReasonStands() {
        ObjectNode evaluation = Entities.evaluation("a", Entities.id(), Entities.id());
        admission.states(evaluation);
        admission.states(with(evaluation, "Created", "UnsatisfiedDependency"));
        assertThat(admission.decision(evaluation)).startsWith("none");
        admission.states(with(evaluation, "Created", "UnsatisfiedDependency").put("name", "x"));
        assertThat(admission.decision(evaluation)).startsWith("none");
    }

    @Test
    void shouldFailWhatWaitsWhenADependencyEndsOtherwise() {
        ObjectNode model = Entities.model("a", "Mock");
        ObjectNode service = Entities.service("a", model.path("id").asText());
        ObjectNode session = Entities.session("a", service.path("id").asText());
        admission.states(service, session);
        admission.states(with(model, "Deleted", "DeleteCommand"));
        assertThat(admission.decision(service)).isEqualTo("fail Error/FailedDependency");
        assertThat(admission.message(service))
                .isEqualTo("Model " + model.path("id").asText() + " ended as Deleted.");
        admission.states(with(service, "Error", "FailedDependency"));
        assertThat(admission.decision(session)).isEqualTo("fail Error/FailedDependency");
    }

    /** However late its own end comes: what a submission is made of ended for the rate, and so did the submission. */
    @Test
    void shouldEndForTheRateWhenWhatItIsMadeOfDid() {
        ObjectNode run = Entities.entity("PipelineRun", "a");
        ObjectNode submission = Entities.entity("Submission", "a")
                .put("pipelineRun", run.path("id").asText());
        admission.states(submission);
        admission.states(with(run, "Error", "RateLimitExceeded"));
        assertThat(admission.decision(submission)).isEqualTo("fail Error/RateLimitExceeded");

        ObjectNode other = Entities.entity("PipelineRun", "a");
        ObjectNode another = Entities.entity("Submission", "a")
                .put("pipelineRun", other.path("id").asText());
        admission.states(another);
        admission.states(with(other, "Error", "FailedDependency"));
        assertThat(admission.decision(another)).isEqualTo("fail Error/FailedDependency");
    }

    @Test
    void shouldOnlyDependOnWhatEndedForTheRate() {
        ObjectNode session = Entities.session("a", Entities.id());
        ObjectNode evaluation = Entities.evaluation("a", Entities.id(), Entities.id())
                .put("inferenceSessionReference", session.path("id").asText());
        admission.states(evaluation);
        admission.states(with(session, "Error", "RateLimitExceeded"));
        assertThat(admission.decision(evaluation)).isEqualTo("fail Error/FailedDependency");
    }

    @Test
    void shouldWaitForTheSessionToServeWhenItIsGivenByReference() {
        ObjectNode service = Entities.entity("InferenceService", "a");
        ObjectNode session = Entities.session("a", service.path("id").asText());
        ObjectNode dataset = Entities.dataset("a");
        ObjectNode evaluation = Entities.evaluation(
                        "a", dataset.path("id").asText(), service.path("id").asText())
                .put("inferenceSessionReference", session.path("id").asText());
        admission.states(with(service, "Ready", null), with(dataset, "Ready", null), session, evaluation);
        assertThat(admission.decision(evaluation)).isEqualTo("wait Created/UnsatisfiedDependency");
        admission.states(with(session, "Admitted", null));
        assertThat(admission.decision(evaluation)).isEqualTo("wait Created/UnsatisfiedDependency");
        admission.states(with(session, "Available", null));
        assertThat(admission.decision(evaluation)).isEqualTo("run Admitted");
    }

    @Test
    void shouldFailWhenTheReferencedSessionIsOver() {
        ObjectNode session = Entities.session("a", Entities.id());
        ObjectNode evaluation = Entities.evaluation("a", Entities.id(), Entities.id())
                .put("inferenceSessionReference", session.path("id").asText());
        admission.states(evaluation);
        admission.states(with(session, "Terminated", "TerminateCommand"));
        assertThat(admission.decision(evaluation)).isEqualTo("fail Error/FailedDependency");
    }

    @Test
    void shouldGiveUpWhenADependencyStaysUnknown() {
        ObjectNode old = Entities.evaluation("a", "dd".repeat(16), Entities.id());
        old.put("creationTime", Instant.now().minus(Duration.ofHours(2)).toString());
        ObjectNode young = Entities.evaluation("a", Entities.id(), Entities.id());
        admission.states(old, young);
        admission.due();
        assertThat(admission.decision(old)).isEqualTo("fail Error/FailedDependency");
        assertThat(admission.message(old)).contains("dd".repeat(16));
        assertThat(admission.decision(young)).isEqualTo("wait Created/UnsatisfiedDependency");
    }

    @Test
    void shouldEndASessionWhenItsTimeIsOver() {
        ObjectNode session = Entities.session("a", Entities.id());
        session.put("expires", Instant.now().minusSeconds(1).toString());
        ObjectNode running = with(Entities.session("a", Entities.id()), "Available", null);
        running.put("expires", Instant.now().minusSeconds(1).toString());
        admission.states(session, running);
        admission.due();
        assertThat(admission.decision(session)).isEqualTo("expire Terminated/SessionExpired");
        assertThat(admission.decision(running)).isEqualTo("expire Terminated/SessionExpired");
    }

    @Test
    void shouldTakeOverAnEntityWhenItIsAsDeepAsAllowed() {
        ObjectNode evaluation = Entities.evaluation("a", Entities.id(), Entities.id());
        ObjectNode inner = evaluation;
        for (int depth = 1; depth < Json.MAX_DEPTH; depth++) {
            inner = inner.putObject("deeper");
        }
        admission.states(evaluation);
        assertThat(admission.decision(evaluation)).isEqualTo("wait Created/UnsatisfiedDependency");
    }

    @Test
    void shouldKeepTheNewerStateWhenAnOlderOneComesLate() {
        ObjectNode evaluation = Entities.evaluation("a", Entities.id(), Entities.id());
        admission.states(with(evaluation, "Admitted", null));
        admission.sql("update admission set version = 1000000 where id = '"
                + evaluation.path("id").asText() + "'");
        admission.states(evaluation);
        assertThat(admission.row(evaluation, "status")).isEqualTo("Admitted");
    }
}
