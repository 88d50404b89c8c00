package io.dyff.routes.admin;

import io.dyff.routes.api.storage.Areas;
import io.dyff.routes.api.storage.ObjectFiles;
import io.dyff.routes.api.storage.StorageHttp;
import io.dyff.routes.api.storage.StorageSettings;
import io.dyff.routes.component.kafkastate.Changelog;
import io.dyff.routes.event.topics.TopicNames;
import io.dyff.routes.event.topics.Topics;
import io.dyff.routes.host.Broker;
import io.dyff.routes.host.DyffEnvironment;
import io.dyff.routes.http.security.SigningKeys;
import io.dyff.routes.state.WholeTopic;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The settings of the services, from the same environment, without the services. */
public final class AdminSettings {
    private final Map<String, String> values = new HashMap<>();

    /** @param environment names such as {@code DYFF_DATABASE__URL} */
    public AdminSettings(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (name.startsWith("DYFF_")) {
                values.put(DyffEnvironment.propertyOf(name), value);
            }
        });
    }

    /** The value; a missing one is an error that names the setting in both spellings. */
    String required(String setting) {
        return optional(setting)
                .orElseThrow(() -> new AdminException(setting + " is not set; set " + environmentName(setting)));
    }

    Optional<String> optional(String setting) {
        return Optional.ofNullable(values.get(setting)).filter(v -> !v.isBlank());
    }

    DriverManagerDataSource dataSource() {
        return new DriverManagerDataSource(
                required("dyff.database.url"),
                required("dyff.database.user"),
                optional("dyff.database.password").orElse(""));
    }

    /** Of the roles of the services, by name; empty where others make them. */
    Map<String, String> databasePasswords() {
        return below(ServiceRoles.PASSWORDS);
    }

    JdbcClient jdbc() {
        return JdbcClient.create(dataSource());
    }

    Broker broker() {
        return new Broker(below(Broker.SETTINGS));
    }

    TopicNames topics() {
        return new TopicNames(
                optional("dyff.kafka.topics.workflows-events").orElse("dyff.workflows.events"),
                optional("dyff.kafka.topics.workflows-state").orElse("dyff.workflows.state"));
    }

    /** The consumer group of a route. */
    String group(String route) {
        return optional("dyff.kafka.group-prefix").orElse("dyff") + "." + route;
    }

    WholeTopic stateTopic(WholeTopic.Pace pace) {
        return new WholeTopic(broker().client(), topics().state(), pace);
    }

    /** The topic behind the aggregator's store. */
    Changelog changelog() {
        return new Changelog(group("aggregate-entity"), topics().events(), topics().state(), Topics.PARTITIONS);
    }

    Areas areas() {
        return new Areas(setting -> optional(setting).orElse(null));
    }

    ObjectFiles objects() {
        String s3 = "dyff.storage.s3.";
        StorageSettings settings = new StorageSettings(
                optional(s3 + "endpoint").map(URI::create).orElse(null),
                optional(s3 + "access-key").orElse(null),
                optional(s3 + "secret-key").orElse(null),
                optional(s3 + "region").orElse("us-east-1"));
        return new ObjectFiles(settings.client(new StorageHttp()));
    }

    SigningKeys signingKeys() {
        return new SigningKeys(
                required(SigningKeys.SETTING),
                below(SigningKeys.SETTING + "s."),
                optional("dyff.api.auth.api-key-signing-kid").orElse(null));
    }

    /** The settings whose names begin so, by the rest of their names. */
    private Map<String, String> below(String prefix) {
        Map<String, String> found = new HashMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }

    private static String environmentName(String setting) {
        return setting.replaceFirst("^dyff\\.", "DYFF_")
                .replace(".", "__")
                .replace('-', '_')
                .toUpperCase(Locale.ROOT);
    }
}
