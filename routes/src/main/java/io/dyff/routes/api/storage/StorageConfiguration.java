package io.dyff.routes.api.storage;

import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.http.security.SigningKeys;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** The one S3 client, and what is built on it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StorageSettings.class)
@ConditionalOnService({Service.api, Service.watch})
class StorageConfiguration {

    @Bean
    S3Client s3Client(StorageSettings settings) {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder());
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        if (settings.accessKey() != null && settings.secretKey() != null) {
            builder.credentialsProvider(StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())));
        }
        return builder.build();
    }

    @Bean
    Areas areas(Environment environment) {
        return new Areas(environment::getProperty);
    }

    @Bean
    ObjectFiles objectFiles(S3Client s3) {
        return new ObjectFiles(s3);
    }

    @Bean
    @ConditionalOnService(Service.api)
    ObjectUpload objectUpload(S3Client s3) {
        return new ObjectUpload(s3);
    }

    @Bean
    @ConditionalOnService(Service.api)
    ObjectUrl objectUrl(SigningKeys keys, Clock clock) {
        return new ObjectUrl(keys, clock);
    }
}
