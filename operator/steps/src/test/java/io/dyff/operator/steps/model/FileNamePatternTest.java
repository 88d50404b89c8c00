package io.dyff.operator.steps.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected names were computed by filter_repo_objects of huggingface_hub 2.4.0. */
class FileNamePatternTest {

    private static final List<String> PATHS = List.of(
            "config.json",
            "model.safetensors",
            "onnx/model.onnx",
            "onnx/deep/x.json",
            "a[1].txt",
            "README.md",
            "data-1.bin",
            "data-a.bin",
            "ü.json",
            "𝛼.json",
            ".gitattributes",
            "a]b",
            "a!b",
            "a-b",
            "a/b");

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '`', textBlock = """
            *.json          | config.json onnx/deep/x.json ü.json 𝛼.json
            onnx/           | onnx/model.onnx onnx/deep/x.json
            onnx/*          | onnx/model.onnx onnx/deep/x.json
            */*             | onnx/model.onnx onnx/deep/x.json a/b
            data-[0-9].bin  | data-1.bin
            data-[!0-9].bin | data-a.bin
            a[[]1].txt      | a[1].txt
            a[1].txt        | -
            README.??       | README.md
            readme.md       | -
            ?.json          | ü.json 𝛼.json
            [!ü].json       | 𝛼.json
            [               | -
            a[              | -
            a[]]b           | a]b
            a[!]]b          | a!b a-b a/b
            a[b-]b          | a-b
            a[-b]b          | a-b
            a[z-a]b         | -
            a[!!]b          | a]b a-b a/b
            a[]-]b          | a]b a-b
            a[+--]b         | a-b
            a\\b            | a/b
            **/*.json       | onnx/deep/x.json
            *.js*n          | config.json onnx/deep/x.json ü.json 𝛼.json
            ``              | -
            *a*b*c*d*e*     | -
            [!a-z]*         | README.md ü.json 𝛼.json .gitattributes
            """)
    void shouldMatchAsTheHubsOwnClientDoes(String pattern, String expected) {
        var matcher = new FileNamePattern(pattern);

        assertThat(PATHS.stream().filter(matcher::matches))
                .containsExactlyElementsOf(expected == null ? List.of() : Arrays.asList(expected.split(" ")));
    }

    @Test
    @Timeout(5)
    void shouldTakeNoLongerThanTheNamesAreLong() {
        assertThat(new FileNamePattern("*a".repeat(100) + "b").matches("a".repeat(4000)))
                .isFalse();
    }

    @Test
    void shouldWantNothingWhenNothingIsAllowed() {
        assertThat(new FileChoice(Optional.of(List.of()), Optional.empty()).of(files("a")))
                .isEmpty();
    }

    @Test
    void shouldWantWhatIsAllowedAndNotIgnored() {
        var choice = new FileChoice(Optional.of(List.of("*.json", "*.bin")), Optional.of(List.of("data*")));

        assertThat(choice.of(files("a.json", "data.json", "b.bin", "c.txt")))
                .extracting(RemoteFile::path)
                .containsExactly("a.json", "b.bin");
    }

    private static List<RemoteFile> files(String... paths) {
        return Arrays.stream(paths)
                .map(path -> new RemoteFile(path, Optional.empty(), Optional.empty()))
                .toList();
    }
}
