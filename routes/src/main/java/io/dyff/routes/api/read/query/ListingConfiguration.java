package io.dyff.routes.api.read.query;

import com.zaxxer.hikari.HikariDataSource;
import io.dyff.routes.api.ApiSettings;
import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.state.facet.Filters;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What listings need: connections of their own, and statements that suit the rows. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnService(Service.api)
public class ListingConfiguration {
    /** Connections for listings, which routes name too. */
    public static final String DATA_SOURCE = "listings";

    /** The server ends a statement; so much later it has vanished. */
    private static final int SOCKET_SECONDS = 5;

    /**
     * Each listing is planned by its values: a filter that holds for half of the rows and one that holds for three want
     * different ways. Few connections, so that slow listings leave the others to everybody else.
     */
    @Bean(name = DATA_SOURCE, defaultCandidate = false)
    HikariDataSource listings(
            DataSourceProperties database,
            @Value("${dyff.database.listings.connections:8}") int connections,
            @Value("${dyff.database.listings.timeout-ms:10000}") int timeout) {
        HikariDataSource pool = database.initializeDataSourceBuilder()
                .type(HikariDataSource.class)
                .build();
        pool.setPoolName("dyff-listings");
        pool.setMaximumPoolSize(connections);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(3_000);
        pool.setInitializationFailTimeout(-1);
        pool.setReadOnly(true);
        pool.addDataSourceProperty("prepareThreshold", "0");
        pool.addDataSourceProperty("connectTimeout", "3");
        pool.addDataSourceProperty("socketTimeout", Integer.toString(timeout / 1000 + SOCKET_SECONDS));
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("options", "-c statement_timeout=" + timeout);
        return pool;
    }

    @Bean
    QueryStatements queryStatements(Filters filters, ApiSettings settings) {
        return new QueryStatements(filters, settings.querySortMax());
    }
}
