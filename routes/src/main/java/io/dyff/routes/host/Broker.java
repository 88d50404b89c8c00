package io.dyff.routes.host;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How every client of the platform reaches Kafka: the settings {@code dyff.kafka.config.*}, each named as in Kafka with hyphens
 * for dots ({@code DYFF_KAFKA__CONFIG__SASL_JAAS_CONFIG} is {@code sasl.jaas.config}). What else a client is told is its own
 * business, so other settings are not passed on.
 *
 * @param config values by the last part of their names
 */
@ConfigurationProperties("dyff.kafka")
public record Broker(Map<String, String> config) {
    /** The part of the settings' names before {@link #config}'s. */
    public static final String SETTINGS = "dyff.kafka.config.";

    private static final String ADDRESS = "bootstrap.servers";
    private static final Pattern SECURITY = Pattern.compile("(security|sasl|ssl)\\..+");

    public Broker {
        config = Map.copyOf(Objects.requireNonNullElse(config, Map.of()));
    }

    /** What a client needs before anything else: address and security, by Kafka's names. */
    public Properties client() {
        Properties client = new Properties();
        client.putAll(security());
        client.put(ADDRESS, address());
        return client;
    }

    /** Addresses of the brokers, with commas between. */
    private String address() {
        String address = config.get("bootstrap-servers");
        if (address == null || address.isBlank()) {
            throw new IllegalStateException(
                    SETTINGS + "bootstrap-servers is not set; set DYFF_KAFKA__CONFIG__BOOTSTRAP_SERVERS");
        }
        return address;
    }

    /** Protocol, credentials and trust alone, by Kafka's names; empty for a broker that asks for none. */
    Map<String, Object> security() {
        Map<String, Object> security = new HashMap<>();
        config.forEach((setting, value) -> {
            String name = setting.replace('-', '.');
            if (SECURITY.matcher(name).matches() && !value.isBlank()) {
                security.put(name, value);
            }
        });
        return security;
    }

    /** Never its values: one of them is a password. */
    @Override
    public String toString() {
        return "Broker" + config.keySet();
    }
}
