package io.dyff.kube.controllers.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SurveyorTest {

    private static final Kind THINGS = new Kind("test.dyff.io", "v1", "Thing", "things", true);

    private final List<String> heard = new ArrayList<>();
    private final Surveyor.Listener listener = new Surveyor.Listener() {
        @Override
        public void seen(Known object) {
            heard.add("seen " + object.uid());
        }

        @Override
        public void gone(Kind kind, String namespace, String uid) {
            heard.add("gone " + namespace + "/" + uid);
        }
    };

    @Test
    void shouldMissNoEndWhenAnotherObjectHasTheName() {
        Surveyor.handler(THINGS, listener).onUpdate(thing("1"), thing("2"));

        assertThat(heard).containsExactly("gone work/1", "seen 2");
    }

    @Test
    void shouldHearOfAChangedObjectOnce() {
        Surveyor.handler(THINGS, listener).onUpdate(thing("1"), thing("1"));

        assertThat(heard).containsExactly("seen 1");
    }

    @Test
    void shouldLookAgainWhileAnEstablishedKindIsNotListed() {
        assertThat(Surveyor.lacks(Set.of(), List.of(definition("True", true)))).isTrue();
        assertThat(Surveyor.lacks(Set.of(THINGS), List.of(definition("True", true))))
                .isFalse();
        assertThat(Surveyor.lacks(Set.of(), List.of(definition("False", true)))).isFalse();
        assertThat(Surveyor.lacks(Set.of(), List.of(definition("True", false)))).isFalse();
    }

    private static CustomResourceDefinition definition(String established, boolean served) {
        return new CustomResourceDefinitionBuilder()
                .withNewMetadata()
                .withName("things.test.dyff.io")
                .endMetadata()
                .withNewSpec()
                .withGroup("test.dyff.io")
                .withNewNames()
                .withPlural("things")
                .endNames()
                .addNewVersion()
                .withServed(served)
                .endVersion()
                .endSpec()
                .withNewStatus()
                .addNewCondition()
                .withType("Established")
                .withStatus(established)
                .endCondition()
                .endStatus()
                .build();
    }

    private static GenericKubernetesResource thing(String uid) {
        GenericKubernetesResource thing = new GenericKubernetesResource();
        thing.setMetadata(new ObjectMetaBuilder()
                .withNamespace("work")
                .withName("thing")
                .withUid(uid)
                .build());
        return thing;
    }
}
