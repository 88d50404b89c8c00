package io.dyff.routes.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentBodyTest {
    private static final int MAX = 1 << 20;
    private final BodyMemory memory = new BodyMemory(MAX);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 300_000})
    void shouldReadTheWholeBodyOfEitherFraming(int size) throws IOException {
        byte[] sent = "x".repeat(size).getBytes(UTF_8);
        try (BodyMemory.Share share = memory.share()) {
            assertThat(read(sent, size, share)).isEqualTo(sent);
        }
        try (BodyMemory.Share share = memory.share()) {
            assertThat(read(sent, -1, share)).isEqualTo(sent);
        }
    }

    @Test
    void shouldAskToComeAgainWhenAllBodiesTogetherTakeTooMuch() throws IOException {
        byte[] large = new byte[600_000];
        try (BodyMemory.Share first = memory.share()) {
            read(large, large.length, first);
            try (BodyMemory.Share second = memory.share()) {
                Problem refused = refusal(large, large.length, second);
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.headers()).containsKey("Retry-After");
            }
        }
        try (BodyMemory.Share third = memory.share()) {
            assertThat(read(large, -1, third)).hasSize(large.length);
        }
    }

    @Test
    void shouldRefuseWhatIsLargerThanDeclaredOrAllowed() {
        try (BodyMemory.Share share = memory.share()) {
            assertThat(refusal(new byte[10], MAX + 1, share).status()).isEqualTo(413);
        }
        try (BodyMemory.Share share = new BodyMemory(4 * MAX).share()) {
            assertThat(refusal(new byte[MAX + 1], -1, share).status()).isEqualTo(413);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {MAX + 300_000, -1})
    void shouldThrowAwayTheRestOfWhatIsTooLargeSoThatItsSenderReadsTheAnswer(long length) {
        InputStream sent = new ByteArrayInputStream(new byte[MAX + 300_000]);
        try (BodyMemory.Share share = new BodyMemory(4 * MAX).share()) {
            assertThatThrownBy(() -> DocumentBody.read(sent, length, MAX, share))
                    .isInstanceOf(ProblemException.class);
        }
        assertThat(sent).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 65_535, 200_000})
    void shouldNameTheByteThatIsNoText(int at) {
        byte[] body = "é".repeat(150_000).getBytes(UTF_8);
        body[at - at % 2] = (byte) 0xff;
        try (BodyMemory.Share share = memory.share()) {
            Problem refused = refusal(body, body.length, share);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.detail()).endsWith("byte " + (at - at % 2));
        }
    }

    @Test
    void shouldRefuseATextThatEndsInTheMiddleOfACharacter() {
        try (BodyMemory.Share share = memory.share()) {
            assertThat(refusal(new byte[] {'"', (byte) 0xc3}, 2, share).status())
                    .isEqualTo(400);
        }
    }

    private static Problem refusal(byte[] body, long length, BodyMemory.Share share) {
        return catchThrowableOfType(ProblemException.class, () -> read(body, length, share))
                .problem();
    }

    private static byte[] read(byte[] body, long length, BodyMemory.Share share) throws IOException {
        return DocumentBody.read(new ByteArrayInputStream(body), length, MAX, share);
    }
}
