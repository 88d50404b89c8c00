package io.dyff.routes.kind.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PathTemplateTest {

    @Test
    void shouldFindTheParametersOfAPath() {
        PathTemplate template = PathTemplate.of("/challenges/{id}/tasks/{taskId}/rules");
        assertThat(template.match("/challenges/a/tasks/b/rules")).contains(Map.of("id", "a", "taskId", "b"));
        assertThat(template.match("/challenges/a/tasks/b/c/rules")).isEmpty();
        assertThat(template.root()).isEqualTo("challenges");
    }

    @Test
    void shouldDivideAPathAtItsTail() {
        PathTemplate template = PathTemplate.of("/datasets/{id}/upload/{artifactPath...}");
        assertThat(template.divide("/datasets/a/upload/x/y.parquet"))
                .contains(new PathTemplate.Divided("/datasets/a/upload", "x/y.parquet"));
        assertThat(template.divide("/datasets/a/upload/")).isEmpty();
        assertThat(template.divide("/datasets/a/upload")).isEmpty();
        assertThat(template.match("/datasets/a/upload")).contains(Map.of("id", "a"));
        assertThat(template.tail()).contains("artifactPath");
        assertThat(template.openApi()).isEqualTo("/datasets/{id}/upload/{artifactPath}");
        assertThat(template.handlerPattern()).isEqualTo("/datasets/*/upload/**");
    }

    @Test
    void shouldHaveOneShapeWhateverItsParametersAreCalled() {
        assertThat(PathTemplate.of("/a/{x}/b/{y...}").shape())
                .isEqualTo(PathTemplate.of("/a/{id}/b/{z}").shape());
    }
}
