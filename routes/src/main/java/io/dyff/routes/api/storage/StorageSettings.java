package io.dyff.routes.api.storage;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Where objects are kept.
 *
 * @param endpoint of the S3 API; the region's own when absent
 * @param accessKey of the platform; the environment's default credentials when absent
 * @param secretKey of that key
 * @param region such as {@code us-east-1}, the default
 */
@ConfigurationProperties("dyff.storage.s3")
public record StorageSettings(
        @Nullable URI endpoint,
        @Nullable String accessKey,
        @Nullable String secretKey,
        String region) {

    public StorageSettings {
        region = Objects.requireNonNullElse(region, "us-east-1");
    }

    /** Those of the settings; empty when the environment's are used. */
    Optional<AwsCredentialsProvider> credentials() {
        return accessKey == null || secretKey == null
                ? Optional.empty()
                : Optional.of(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)));
    }

    /** A client of that storage. */
    public S3Client client(StorageHttp http) {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(region))
                .forcePathStyle(true)
                .httpClient(http);
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        credentials().ifPresent(builder::credentialsProvider);
        return builder.build();
    }
}
