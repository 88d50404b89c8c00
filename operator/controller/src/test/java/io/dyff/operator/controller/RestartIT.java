package io.dyff.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.operator.api.Evaluation;
import io.dyff.operator.api.InferenceSession;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The operator is away while something happens: it goes on where it was, and nothing is done twice. */
class RestartIT {

    private final TestingStory story = new TestingStory();
    private TestingOperator operator = new TestingOperator(story.namespace);

    @AfterEach
    void stop() {
        operator.close();
    }

    @Test
    void shouldGoOnWhenItsSessionServesWhileItWasAway() {
        Evaluation evaluation = story.evaluate(1);
        String name = evaluation.getMetadata().getName();
        Pod model = story.node.pod(name + "-infer", "infer");
        operator.close();
        story.node.ready(model);

        operator = new TestingOperator(story.namespace);

        story.awaitReason(evaluation, "InferenceComplete", "InferenceRunning");
        story.node.succeed(story.node.pod(name, "client"));
        story.node.succeed(story.node.pod(name, "verify"));
        story.awaitCondition(evaluation, "Complete", "True");
        assertThat(story.jobs()).hasSize(2);
    }

    @Test
    void shouldMakeNoSecondJobWhenItWasAwayWhileTheClientEnded() {
        Evaluation evaluation = story.evaluate(1);
        String name = evaluation.getMetadata().getName();
        Pod pod = story.client(evaluation);
        Job client = story.get(Job.class, name + "-client");
        operator.close();
        story.node.succeed(pod);
        story.awaitObject(Job.class, name + "-client", RestartIT::isComplete);

        operator = new TestingOperator(story.namespace);

        story.awaitCondition(evaluation, "InferenceComplete", "True");
        story.awaitGone(InferenceSession.class, name + "-infer");
        story.node.succeed(story.node.pod(name, "verify"));
        story.awaitCondition(evaluation, "Complete", "True");
        assertThat(story.get(Job.class, name + "-client").getMetadata().getUid())
                .isEqualTo(client.getMetadata().getUid());
        assertThat(story.jobs()).hasSize(2);
    }

    private static boolean isComplete(Job job) {
        return job.getStatus() != null
                && job.getStatus().getConditions().stream()
                        .anyMatch(condition -> "Complete".equals(condition.getType()));
    }

    @Test
    void shouldFinishWhenItWasAwayDuringVerification() {
        Evaluation evaluation = story.evaluate(1);
        String name = evaluation.getMetadata().getName();
        story.node.succeed(story.client(evaluation));
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
