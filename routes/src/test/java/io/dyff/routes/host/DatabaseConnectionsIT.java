package io.dyff.routes.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.dyff.routes.testing.StateTestingContext;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.Driver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database that answers nothing holds nobody for ever. */
@StateTestingContext
class DatabaseConnectionsIT {
    @Autowired
    HikariDataSource dataSource;

    @Test
    void shouldBoundEveryStatementAtTheServerAndALittleLaterHere() {
        String bound = JdbcClient.create(dataSource)
                .sql("select current_setting('statement_timeout')")
                .query(String.class)
                .single();
        assertThat(bound).isEqualTo("1min");
        Duration here = Duration.ofSeconds(
                Long.parseLong(dataSource.getDataSourceProperties().getProperty("socketTimeout")));
        assertThat(here).isBetween(Duration.ofSeconds(61), Duration.ofSeconds(90));
    }

    @Test
    @Timeout(60)
    void shouldGiveUpOnAHostThatTakesConnectionsAndSaysNothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Properties settings = new Properties();
            settings.putAll(dataSource.getDataSourceProperties());
            settings.put("user", "nobody");
            settings.put("socketTimeout", "1");
            String url = "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/none";
            assertThatThrownBy(() -> new Driver().connect(url, settings)).isInstanceOf(SQLException.class);
        }
    }
}
