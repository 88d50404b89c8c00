package io.dyff.routes.host.health;

import io.dyff.routes.host.Broker;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/** Asks the broker for its cluster; silence means not ready, because no write could be acknowledged. */
final class BrokerHealth extends AbstractHealthIndicator implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 2_000;
    private final Admin admin;

    BrokerHealth(Broker broker) {
        super("the broker does not answer");
        Properties client = broker.client();
        client.put("request.timeout.ms", TIMEOUT_MILLIS);
        client.put("default.api.timeout.ms", TIMEOUT_MILLIS);
        this.admin = Admin.create(client);
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) throws Exception {
        admin.describeCluster().clusterId().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        builder.up();
    }

    @Override
    public void close() {
        admin.close();
    }
}
