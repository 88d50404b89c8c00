package io.dyff.routes.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.routes.kind.Kinds;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PodOwnersTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private final PodOwners owners = new PodOwners(Kinds.standard());

    @Test
    void shouldFindTheEntityOfEveryPodThatWorksForIt() {
        assertThat(owners.entity(pod("eval-" + ID))).contains(ID);
        assertThat(owners.entity(pod("eval-" + ID + "-infer"))).contains(ID);
        assertThat(owners.entity(pod("measurement-" + ID))).contains(ID);
        assertThat(owners.entity(pod("session-" + ID))).contains(ID);
    }

    @Test
    void shouldFindNoneForPodsOfOthers() {
        assertThat(owners.entity(pod("eval-" + ID + "-other"))).isEmpty();
        assertThat(owners.entity(pod("session-" + ID + "-infer"))).isEmpty();
        assertThat(owners.entity(pod("eval-mine"))).isEmpty();
        assertThat(owners.entity(pod("eval-" + ID.toUpperCase(java.util.Locale.ROOT))))
                .isEmpty();
        assertThat(owners.entity(pod("web-" + ID))).isEmpty();
        assertThat(owners.entity(
                        new PodBuilder().withNewMetadata().endMetadata().build()))
                .isEmpty();
    }

    @Test
    void shouldAskForThePodsOfAnEntityByTheNamesOfItsResources() {
        var evaluation =
                Objects.requireNonNull(Kinds.standard().get("Evaluation").cluster());
        assertThat(PodOwners.instances(evaluation, ID)).containsExactly("eval-" + ID, "eval-" + ID + "-infer");
    }

    private static Pod pod(String instance) {
        return new PodBuilder()
                .withNewMetadata()
                .addToLabels(PodOwners.INSTANCE, instance)
                .endMetadata()
                .build();
    }
}
