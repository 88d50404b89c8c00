package io.dyff.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.operator.api.Evaluation;
import io.dyff.operator.api.InferenceSession;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The operator is away while something happens: it goes on where it was, and nothing is done twice. */
class RestartIT {

    private final TestingStory story = new TestingStory();
    private TestingOperator operator = new TestingOperator(story.namespace);

    @AfterEach
    void stop() {
        operator.close();
    }

    /** What happens while the operator is away. */
    enum Absence {
        CREATION((story, evaluation) -> {}),
        SESSION_READY((story, evaluation) -> story.node.ready(model(story, evaluation))),
        CLIENT_COMPLETE((story, evaluation) -> {
            story.node.succeed(story.node.pod(evaluation.getMetadata().getName(), "client"));
            story.awaitObject(
                    Job.class,
                    evaluation.getMetadata().getName() + "-client",
                    job -> job.getStatus() != null
                            && job.getStatus().getConditions().stream()
                                    .anyMatch(condition -> "Complete".equals(condition.getType())));
        });

        private final BiConsumer<TestingStory, Evaluation> event;

        Absence(BiConsumer<TestingStory, Evaluation> event) {
            this.event = event;
        }

        private static Pod model(TestingStory story, Evaluation evaluation) {
            return story.node.pod(evaluation.getMetadata().getName() + "-infer", "infer");
        }
    }

    @ParameterizedTest
    @EnumSource(Absence.class)
    void shouldGoOnWithoutASecondJobWhenItWasAway(Absence absence) {
        Evaluation evaluation = story.evaluate(1);
        String name = evaluation.getMetadata().getName();
        Job client = story.awaitObject(Job.class, name + "-client", job -> true);
        story.node.pod(name + "-infer", "infer");
        story.node.pod(name, "client");
        operator.close();
        absence.event.accept(story, evaluation);

        operator = new TestingOperator(story.namespace);

        if (absence == Absence.CREATION) {
            story.node.ready(Absence.model(story, evaluation));
        }
        if (absence != Absence.CLIENT_COMPLETE) {
            story.awaitReason(evaluation, "InferenceComplete", "InferenceRunning");
            story.node.succeed(story.node.pod(name, "client"));
        }
        story.awaitCondition(evaluation, "InferenceComplete", "True");
        story.awaitGone(InferenceSession.class, name + "-infer");
        story.node.succeed(story.node.pod(name, "verify"));
        story.awaitCondition(evaluation, "Complete", "True");
        assertThat(story.get(Job.class, name + "-client").getMetadata().getUid())
                .isEqualTo(client.getMetadata().getUid());
        assertThat(story.jobs()).hasSize(2);
    }

    @Test
    void shouldFinishWhenItWasAwayDuringVerification() {
        Evaluation evaluation = story.evaluate(1);
        String name = evaluation.getMetadata().getName();
        story.node.succeed(story.node.pod(name, "client"));
        Pod verify = story.node.pod(name, "verify");
        operator.close();
        story.node.succeed(verify);

        operator = new TestingOperator(story.namespace);

        story.awaitCondition(evaluation, "Complete", "True");
        assertThat(story.jobs()).hasSize(2);
        assertThat(story.node.pods(name, "verify")).hasSize(1);
    }

    @Test
    void shouldWriteNothingWhenItComesBackToAFinishedEvaluation() {
        Evaluation evaluation = story.evaluate(1);
        story.runToEnd(evaluation);
        operator.close();

        operator = new TestingOperator(story.namespace);

        Evaluation next = story.evaluate(2);
        story.runToEnd(next);
        assertThat(operator.figures().writes()).isLessThanOrEqualTo(15);
        assertThat(story.jobs()).hasSize(4);
    }
}
