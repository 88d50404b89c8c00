package io.dyff.node.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {

    private static final String DIGEST = "sha256:f7becd37affa559a60e7ef2d3a0b1e4766e6cd6438cef701d58d2653767e7e54";

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "busybox, -, busybox, -, -",
                "dyff/workflows/mock:0.2.1, -, dyff/workflows/mock, 0.2.1, -",
                "dyff/workflows/mock:0.2.1@" + DIGEST + ", -, dyff/workflows/mock, 0.2.1, " + DIGEST,
                "localhost/a/b@" + DIGEST + ", localhost, a/b, -, " + DIGEST,
                "localhost:5000/a:tag, localhost:5000, a, tag, -",
                "registry.example.com/group/a-b__c.d:V1.0-x, registry.example.com, group/a-b__c.d, V1.0-x, -",
                "[::1]:5000/a, [::1]:5000, a, -, -",
                "host.example:443/a, host.example:443, a, -, -"
            })
    void shouldReadParts(String text, String host, String repository, String tag, String digest) {
        assertThat(ImageReference.parse(text)).isEqualTo(new ImageReference(host, repository, tag, digest));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "UPPER/case",
                "a//b",
                "/a",
                "a/",
                "a:",
                "a:-tag",
                "a@sha256:12",
                "a@" + DIGEST + "x",
                "a b",
                "a:t:u",
                "http://a/b",
                "-a",
                "a..b",
                "a:"
                        + "t129t129t129t129t129t129t129t129t129t129t129t129t129t129t129t129t129t129t129t129t129t129t129t129t129t129t129t129t129t129t129t129t"
            })
    void shouldRefuseMalformedReference(String text) {
        assertThatThrownBy(() -> ImageReference.parse(text))
                .isInstanceOfSatisfying(
                        ImageException.class,
                        refused -> assertThat(refused.reason()).isEqualTo("InvalidImageName"));
    }
}
