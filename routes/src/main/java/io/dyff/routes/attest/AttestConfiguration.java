package io.dyff.routes.attest;

import io.dyff.routes.api.storage.Areas;
import io.dyff.routes.api.storage.ObjectFiles;
import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.ContractPaths;
import io.dyff.routes.http.HandlerOrder;
import io.dyff.routes.http.security.SigningKeys;
import io.dyff.routes.kind.Kinds;
import java.time.Clock;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** What the api needs to attest. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnService(Service.api)
class AttestConfiguration {

    @Bean
    AttestationKeys attestationKeys(SigningKeys keys, DataSource dataSource, DataFiles files) {
        return new AttestationKeys(keys, JdbcClient.create(dataSource), files);
    }

    @Bean
    Attestations attestations(
            Kinds kinds,
            AttestationKeys keys,
            DataSource dataSource,
            DataFiles files,
            Areas areas,
            ObjectFiles objects,
            Clock clock) {
        return new Attestations(kinds, keys, JdbcClient.create(dataSource), files, areas, objects, clock);
    }

    @Bean
    HandlerMapping attestationKeysHandler(AttestationKeys keys) {
        return new SimpleUrlHandlerMapping(
                Map.of(ContractPaths.ATTESTATION_KEYS, new KeysHandler(keys::published)), HandlerOrder.BEFORE_ROUTES);
    }
}
