package io.dyff.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.operator.api.Dataset;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

/** Datasets on a real API server, under the rights that are shipped; a test plays the node. */
class DatasetIT extends OperatedStory {

    @Test
    void shouldBeReadyWhenItsFilesAreRead() {
        Dataset dataset = story.create(dataset(1));

        Pod pod = story.node.pod(dataset.getMetadata().getName(), "check");
        Container check = pod.getSpec().getContainers().getFirst();
        assertThat(check.getImage()).isEqualTo(TestingOperator.STEPS.image("check-dataset"));
        assertThat(check.getArgs()).containsExactly("--dataset_yaml", "/dyff/manifest/manifest.yaml");
        story.node.succeed(pod);

        story.awaitCondition(dataset, "Ready", "True");
        assertThat(story.condition(dataset, "Error").getStatus()).isEqualTo("False");
    }

    @Test
    void shouldFailWithTheFileThatIsWrong() {
        Dataset dataset = story.create(dataset(2));

        story.node.fail(
                story.node.pod(dataset.getMetadata().getName(), "check"), 5, "part-1.parquet has two columns called a");

        Condition error = story.awaitCondition(dataset, "Error", "True");
        assertThat(error.getReason()).isEqualTo("CheckFailed");
        assertThat(error.getMessage()).contains("part-1.parquet has two columns called a");
    }

    static Dataset dataset(int number) {
        return Serialization.unmarshal("""
                apiVersion: dyff.io/v1alpha1
                kind: Dataset
                metadata: {name: dataset-%1$s}
                spec:
                  id: "%1$s"
                  account: test
                  schema: {arrowSchema: /////w==}
                """.formatted("%032x".formatted(number)), Dataset.class);
    }
}
