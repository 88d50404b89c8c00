package io.dyff.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.local.launch.Project;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows quote the shipped files: whoever changes those is told here, not by a run of minutes. */
class EditTableTest {
    private static final EditTable TABLE = EditTable.read();
    private final Project project = Project.here();

    static Stream<Edit> edits() {
        return Stream.concat(TABLE.good().stream(), TABLE.bad().stream());
    }

    @ParameterizedTest
    @MethodSource("edits")
    void shouldQuotePassagesOfShippedFiles(Edit edit) {
        Edit.Numbered first = edit.numbered(1, this::shipped);
        Edit.Numbered next = edit.numbered(2, this::shipped);
        assertThat(first.texts()).hasSameSizeAs(edit.files());
        first.texts()
                .forEach((file, text) ->
                        assertThat(project.shipped(file).orElse("")).as(file).isNotEqualTo(text));
        if (edit.isBad()) {
            assertThat(edit.named(this::shipped))
                    .startsWith(edit.files().getFirst().file())
                    .doesNotContain("{");
        } else {
            // Only a text that is new can be seen to serve.
            assertThat(next.texts()).isNotEqualTo(first.texts());
        }
    }

    @ParameterizedTest
    @MethodSource("edits")
    void shouldSayWhatMakesAnEditGoodOrBad(Edit edit) {
        assertThat(edit.reason() == null).isEqualTo(edit.named() == null);
        assertThat(edit.isBad()).isEqualTo(TABLE.bad().contains(edit));
    }

    private String shipped(String file) {
        return project.shipped(file).orElseThrow();
    }
}
