package io.dyff.operator.steps.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** Answers as the interfaces document them, shortened. */
class ServiceWordsTest {

    private static ServiceWords of(String answer) throws Exception {
        return ServiceWords.of(new ObjectMapper().readTree(answer));
    }

    @Test
    void shouldReadTheCommonInterfaces() throws Exception {
        assertThat(of("""
                {"model": "m", "system_fingerprint": "fp_1", "choices": [{"finish_reason": "length"}],
                 "usage": {"prompt_tokens": 3, "completion_tokens": 4}}
                """)).isEqualTo(new ServiceWords("m", "fp_1", 3L, 4L, "length"));
        assertThat(of("""
                {"model": "m", "stop_reason": "max_tokens", "usage": {"input_tokens": 3, "output_tokens": 4}}
                """)).isEqualTo(new ServiceWords("m", null, 3L, 4L, "max_tokens"));
        assertThat(of("""
                {"model": "m", "done_reason": "stop", "prompt_eval_count": 3, "eval_count": 4}
                """)).isEqualTo(new ServiceWords("m", null, 3L, 4L, "stop"));
        assertThat(of("""
                {"details": {"finish_reason": "length", "generated_tokens": 4}}
                """)).isEqualTo(new ServiceWords(null, null, null, 4L, "length"));
    }

    @Test
    void shouldStandAnything() throws Exception {
        assertThat(of("[1]")).isEqualTo(ServiceWords.NONE);
        assertThat(of("null")).isEqualTo(ServiceWords.NONE);
        assertThat(of("{\"model\": 7, \"usage\": \"none\", \"choices\": [], \"eval_count\": 1e30}"))
                .isEqualTo(ServiceWords.NONE);
        assertThat(of("{\"model\": \"" + "m".repeat(300) + "\"}").model()).hasSize(200);
    }
}
