package io.dyff.operator.steps.storage;

import io.dyff.operator.steps.StepFailure;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where objects are kept and how to get at them, as a step finds it in its environment. Names are the original's
 * (contract/operator.md section 12.2).
 *
 * @param datasets root of all datasets
 * @param outputs root of all evaluation outputs
 */
public record StorageSettings(
        URI endpoint,
        String accessKey,
        String secretKey,
        String region,
        StorageLocation datasets,
        StorageLocation outputs) {

    /** @throws StepFailure with this exit code, naming the variable that is missing or wrong */
    public static StepFailure wrongSetting(int exitCode, String name, String problem) {
        return new StepFailure(
                exitCode,
                "The environment variable " + name + " " + problem
                        + "; step containers get it from the storage Secret.");
    }

    public static StorageSettings fromEnvironment(Map<String, String> environment, int exitCode) throws StepFailure {
        return new StorageSettings(
                endpoint(required(environment, "DYFF_STORAGE__S3__ENDPOINT", exitCode), exitCode),
                required(environment, "DYFF_STORAGE__S3__ACCESS_KEY", exitCode),
                required(environment, "DYFF_STORAGE__S3__SECRET_KEY", exitCode),
                environment.getOrDefault("DYFF_STORAGE__S3__REGION", "us-east-1"),
                location(environment, "DYFF_RESOURCES__DATASETS__STORAGE__URL", "s3://dyff/datasets", exitCode),
                location(environment, "DYFF_RESOURCES__OUTPUTS__STORAGE__URL", "s3://dyff/outputs", exitCode));
    }

    private static String required(Map<String, String> environment, String name, int exitCode) throws StepFailure {
        @Nullable String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw wrongSetting(exitCode, name, "is missing");
        }
        return value;
    }

    private static URI endpoint(String value, int exitCode) throws StepFailure {
        try {
            URI uri = URI.create(value);
            if (uri.getScheme() != null && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new StepFailure(exitCode, "DYFF_STORAGE__S3__ENDPOINT is not a URL: " + e.getMessage(), e);
        }
        throw wrongSetting(exitCode, "DYFF_STORAGE__S3__ENDPOINT", "must be a URL such as http://127.0.0.1:9000");
    }

    private static StorageLocation location(Map<String, String> environment, String name, String absent, int exitCode)
            throws StepFailure {
        try {
            return StorageLocation.parse(environment.getOrDefault(name, absent));
        } catch (IllegalArgumentException e) {
            throw new StepFailure(exitCode, name + ": " + e.getMessage(), e);
        }
    }

    public StorageLocation dataset(String id) {
        return datasets.resolve(id);
    }

    public StorageLocation rawOutput(String evaluation) {
        return outputs.resolve(evaluation + "/data");
    }

    public StorageLocation verifiedOutput(String evaluation) {
        return outputs.resolve(evaluation + "/verified");
    }

    /** Where verification puts what is not published yet; downloads do not list it. */
    public StorageLocation unpublishedOutput(String evaluation) {
        return outputs.resolve(evaluation + "/unpublished");
    }

    /** Leaves the credentials out, so that settings may be logged. */
    @Override
    public String toString() {
        return "StorageSettings[endpoint=" + endpoint + ", region=" + region + ", datasets=" + datasets + ", outputs="
                + outputs + "]";
    }
}
