package io.dyff.kube.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dyff.kube.object.ApiError;
import org.junit.jupiter.api.Test;

/** Paths and Accept headers. */
class RequestTest {

    private static ResourcePath path(String path) {
        return ResourcePath.parse(path).orElseThrow();
    }

    @Test
    void shouldReadPathsOfResources() {
        assertThat(path("/api/v1/pods")).isEqualTo(new ResourcePath("", "v1", "", "pods", "", ""));
        assertThat(path("/api/v1/namespaces/n/pods/p/log"))
                .isEqualTo(new ResourcePath("", "v1", "n", "pods", "p", "log"));
        assertThat(path("/apis/batch/v1/namespaces/n/jobs"))
                .isEqualTo(new ResourcePath("batch", "v1", "n", "jobs", "", ""));
        assertThat(path("/api/v1/namespaces/n")).isEqualTo(new ResourcePath("", "v1", "", "namespaces", "n", ""));
        assertThat(path("/api/v1/namespaces/n/status"))
                .isEqualTo(new ResourcePath("", "v1", "", "namespaces", "n", "status"));
        assertThat(path("/apis/g/v1/things/a%20b")).isEqualTo(new ResourcePath("g", "v1", "", "things", "a b", ""));
        assertThat(ResourcePath.parse("/healthz")).isEmpty();
    }

    @Test
    void shouldTakeTheFirstFormItCanGive() {
        assertThat(Form.accepted("application/json;as=Table;v=v1;g=meta.k8s.io,application/json"))
                .isEqualTo(Form.TABLE);
        assertThat(Form.accepted("application/json;as=Table;v=v9;g=meta.k8s.io, application/json"))
                .isEqualTo(Form.OBJECT);
        assertThat(Form.accepted("application/vnd.kubernetes.protobuf,application/json"))
                .isEqualTo(Form.OBJECT);
        assertThat(Form.accepted("*/*")).isEqualTo(Form.OBJECT);
        assertThat(Form.accepted("application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"))
                .isEqualTo(Form.METADATA);
        assertThatThrownBy(() -> Form.accepted("text/html"))
                .isInstanceOfSatisfying(
                        ApiError.class, e -> assertThat(e.code()).isEqualTo(406));
    }
}
