package io.dyff.operator.steps.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dyff.operator.steps.StepFailure;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageSettingsTest {

    private static Map<String, String> environment() {
        return new HashMap<>(Map.of(
                "DYFF_STORAGE__S3__ENDPOINT", "http://127.0.0.1:9000",
                "DYFF_STORAGE__S3__ACCESS_KEY", "the-access-key",
                "DYFF_STORAGE__S3__SECRET_KEY", "the-secret-key"));
    }

    @Test
    void shouldLayAreasOutAsTheContractDoes() throws Exception {
        StorageSettings settings = StorageSettings.fromEnvironment(environment(), 2);
        assertThat(settings.dataset("d")).hasToString("s3://dyff/datasets/d");
        assertThat(settings.rawOutput("e")).hasToString("s3://dyff/outputs/e/data");
        assertThat(settings.verifiedOutput("e")).hasToString("s3://dyff/outputs/e/verified");
    }

    @Test
    void shouldNeverShowCredentials() throws Exception {
        assertThat(StorageSettings.fromEnvironment(environment(), 2).toString())
                .doesNotContain("the-access-key", "the-secret-key");
    }

    @Test
    void shouldNameTheMissingVariable() {
        Map<String, String> environment = environment();
        environment.remove("DYFF_STORAGE__S3__SECRET_KEY");
        assertThatThrownBy(() -> StorageSettings.fromEnvironment(environment, 2))
                .isInstanceOfSatisfying(
                        StepFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(2))
                .hasMessageContaining("DYFF_STORAGE__S3__SECRET_KEY is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:9000", "not a url", "/path"})
    void shouldRefuseAnEndpointThatIsNoUrl(String endpoint) {
        Map<String, String> environment = environment();
        environment.put("DYFF_STORAGE__S3__ENDPOINT", endpoint);
        assertThatThrownBy(() -> StorageSettings.fromEnvironment(environment, 2))
                .hasMessageContaining("DYFF_STORAGE__S3__ENDPOINT");
    }

    @ParameterizedTest
    @CsvSource({"s3://b, b, ''", "s3://b/, b, ''", "s3://b/p/q/, b, p/q"})
    void shouldParseLocations(String url, String bucket, String key) {
        assertThat(StorageLocation.parse(url)).isEqualTo(new StorageLocation(bucket, key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gs://b", "s3://", "b/p", ""})
    void shouldRefuseOtherLocations(String url) {
        assertThatThrownBy(() -> StorageLocation.parse(url)).isInstanceOf(IllegalArgumentException.class);
    }
}
