package io.dyff.routes.orchestrate.manifest;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dyff.routes.kind.Kinds;
import org.junit.jupiter.api.Test;

class ManifestFormsTest {
    private final CustomResources resources = new CustomResources("", "");

    @Test
    void shouldRefuseAKindWhoseManifestIsNotThere() {
        Kinds kinds = Kinds.read("edits: []\nkinds:\n  - { name: First, resource: firsts, failure: Error, cluster: "
                + "{ kind: Run, plural: runs, short: first, form: running } }");
        assertThatThrownBy(() -> resources.checkForms(kinds))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("kinds.yaml (First): there is no manifest 'running'");
    }

    @Test
    void shouldHaveAManifestForEachKindThatRuns() {
        assertThatCode(() -> resources.checkForms(Kinds.standard())).doesNotThrowAnyException();
    }
}
