package io.dyff.routes.http.security;

import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.host.data.DataFiles;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the api service needs to verify and to issue tokens. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuthSettings.class)
@ConditionalOnService(Service.api)
class TokenConfiguration {

    @Bean
    SigningKeys signingKeys(AuthSettings settings) {
        return settings.keys();
    }

    @Bean
    Tokens tokens(SigningKeys keys, DataSource dataSource, DataFiles files, Clock clock) {
        return new Tokens(keys, new StoredKeyStates(JdbcClient.create(dataSource), files), clock);
    }

    @Bean
    KeyRegister keyRegister(DataSource dataSource, DataFiles files) {
        return new KeyRegister(JdbcClient.create(dataSource), files);
    }

    @Bean
    BearerLife bearerLife(Tokens tokens, KeyRegister register) {
        return new BearerLife(tokens, register);
    }

    @Bean
    VerifyBearer verifyBearer(Tokens tokens, KeyRegister register) {
        return new VerifyBearer(tokens, register);
    }
}
