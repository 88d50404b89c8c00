package io.dyff.kube.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Label and field selectors as clients write them. */
class SelectorTest {

    private static final Map<String, String> LABELS = Map.of("app", "web", "dyff.io/id", "7");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app=web|true",
                "app==web|true",
                "app = web|true",
                "app!=web|false",
                "none!=web|true",
                "app in (db, web)|true",
                "app notin (db,web)|false",
                "none notin (db)|true",
                "app|true",
                "!app|false",
                "!none|true",
                "dyff.io/id=7,app in (web)|true",
                "dyff.io/id=8,app in (web)|false"
            })
    void shouldMatchLabels(String selector, boolean expected) {
        assertThat(LabelSelector.parse(selector).matches(LABELS)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"==", "a b", "a in b", "a=b=c", "(a)"})
    void shouldRefuseWhatCannotBeRead(String selector) {
        assertThatThrownBy(() -> LabelSelector.parse(selector))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(selector);
    }

    @Test
    void shouldMatchFields() {
        Map<String, String> fields = Map.of("metadata.name", "a", "spec.nodeName", "");

        assertThat(FieldSelector.parse("metadata.name=a").matches(fields)).isTrue();
        assertThat(FieldSelector.parse("metadata.name!=a").matches(fields)).isFalse();
        assertThat(FieldSelector.parse("spec.nodeName=,metadata.name==a").matches(fields))
                .isTrue();
        assertThat(FieldSelector.parse("").matches(fields)).isTrue();
    }
}
