package io.dyff.routes.api.storage;

import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.http.security.SigningKeys;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The one S3 client, and what is built on it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StorageSettings.class)
@ConditionalOnService({Service.api, Service.watch})
class StorageConfiguration {

    @Bean
    StorageHttp storageHttp() {
        return new StorageHttp();
    }

    @Bean
    S3Client s3Client(StorageSettings settings, StorageHttp http) {
        return settings.client(http);
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
    S3Presigner s3Presigner(StorageSettings settings) {
        S3Presigner.Builder builder = S3Presigner.builder()
                .region(Region.of(settings.region()))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build());
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        settings.credentials().ifPresent(builder::credentialsProvider);
        return builder.build();
    }

    @Bean
    @ConditionalOnService(Service.api)
    ObjectUpload objectUpload(S3Client s3, S3Presigner signer) {
        return new ObjectUpload(new StreamedPut(signer), new PartedPut(s3));
    }

    @Bean
    @ConditionalOnService(Service.api)
    ObjectUrl objectUrl(SigningKeys keys, Clock clock) {
        return new ObjectUrl(keys, clock);
    }
}
