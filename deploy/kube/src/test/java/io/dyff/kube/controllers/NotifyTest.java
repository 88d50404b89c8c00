package io.dyff.kube.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotifyTest {

    private final List<Pod> told = new ArrayList<>();
    private final Notify<Pod> notify = new Notify<>(told::add);

    @Test
    void shouldTellOfBothWhenOneTookTheOthersNameUnseen() {
        Pod before = pod("1", "a");
        Pod after = pod("2", "a");

        notify.onUpdate(before, after);

        assertThat(told).containsExactly(before, after);
    }

    @Test
    void shouldTellOfBothFormsWhenLabelsChanged() {
        Pod before = pod("1", "a");
        Pod after = pod("1", "b");

        notify.onUpdate(before, after);

        assertThat(told).containsExactly(before, after);
    }

    @Test
    void shouldTellOfTheNewFormOtherwise() {
        Pod after = pod("1", "a");

        notify.onUpdate(pod("1", "a"), after);

        assertThat(told).containsExactly(after);
    }

    private static Pod pod(String uid, String label) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("pod")
                .withUid(uid)
                .addToLabels("app", label)
                .endMetadata()
                .build();
    }
}
