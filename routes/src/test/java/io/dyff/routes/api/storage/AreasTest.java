package io.dyff.routes.api.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dyff.routes.kind.Kinds;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AreasTest {
    private static final Kinds KINDS = Kinds.standard();

    @Test
    void shouldFindTheFolderOfAnEntity() {
        Areas areas = new Areas(Map.of("dyff.resources.datasets.storage.url", "s3://bucket/a/b/")::get);
        assertThat(areas.of(KINDS.get("Dataset"), "x")).isEqualTo(new Areas.Root("bucket", "a/b/x/"));
        assertThat(areas.of(KINDS.get("Model"), "x").key("f")).isEqualTo("models/x/f");
        assertThat(areas.downloads(KINDS.get("Evaluation"), "x"))
                .isEqualTo(new Areas.Root("dyff", "outputs/x/verified/"));
    }

    @Test
    void shouldNameTheSettingThatIsWrong() {
        Areas areas = new Areas(Map.of("dyff.resources.datasets.storage.url", "file:///x")::get);
        assertThatThrownBy(() -> areas.of(KINDS.get("Dataset"), "x"))
                .hasMessageContaining("dyff.resources.datasets.storage.url");
    }
}
