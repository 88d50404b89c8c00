package io.dyff.operator.steps.storage;

import io.dyff.operator.steps.StepFailure;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where objects are kept and how to get at them, as a step finds it in its environment. Names are the original's
 * (contract/operator.md section 12.2).
 *
 * @param areas roots of what is kept, by name: {@code datasets} holds a folder per dataset
 */
public record StorageSettings(
        URI endpoint, String accessKey, String secretKey, String region, Map<String, StorageLocation> areas) {

    private static final List<String> AREAS =
            List.of("datasets", "models", "outputs", "modules", "measurements", "safetycases", "reports");

    public StorageSettings {
        areas = Map.copyOf(areas);
    }

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
                areas(environment, exitCode));
    }

    private static Map<String, StorageLocation> areas(Map<String, String> environment, int exitCode)
            throws StepFailure {
        Map<String, StorageLocation> areas = new TreeMap<>();
        for (String area : AREAS) {
            String variable = "DYFF_RESOURCES__" + area.toUpperCase(Locale.ROOT) + "__STORAGE__URL";
            areas.put(area, location(environment, variable, "s3://dyff/" + area, exitCode));
        }
        return areas;
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

    /** The folder of an entity in an area that the platform has. */
    public StorageLocation folder(String area, String id) {
        return Objects.requireNonNull(areas.get(area), area).resolve(id);
    }

    public StorageLocation dataset(String id) {
        return folder("datasets", id);
    }

    public StorageLocation rawOutput(String evaluation) {
        return folder("outputs", evaluation + "/data");
    }

    /** Where the client notes what became of each row. */
    public StorageLocation notedOutcomes(String evaluation) {
        return folder("outputs", evaluation + "/outcomes");
    }

    /** What the client says of how far it is. */
    public StorageLocation progress(String evaluation) {
        return folder("outputs", evaluation + "/progress.json");
    }

    public StorageLocation verifiedOutput(String evaluation) {
        return folder("outputs", evaluation + "/verified");
    }

    /** Where verification puts what is not published yet; downloads do not list it. */
    public StorageLocation unpublishedOutput(String evaluation) {
        return folder("outputs", evaluation + "/unpublished");
    }

    /** Leaves the credentials out, so that settings may be logged. */
    @Override
    public String toString() {
        return "StorageSettings[endpoint=" + endpoint + ", region=" + region + ", areas=" + new TreeMap<>(areas) + "]";
    }
}
