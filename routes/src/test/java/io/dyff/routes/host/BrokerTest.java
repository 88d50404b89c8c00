package io.dyff.routes.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class BrokerTest {
    private static final Broker SECURED = new Broker(Map.of(
            "bootstrap-servers", "kafka:9093",
            "security-protocol", "SASL_SSL",
            "sasl-mechanism", "SCRAM-SHA-512",
            "sasl-jaas-config", "the module and its password;",
            "ssl-truststore-type", "PEM",
            "ssl-truststore-location", "/etc/ca.crt",
            "ssl-truststore-password", "",
            "compression-type", "none"));

    @Test
    void shouldTellAClientAddressAndSecurityAndNothingElse() {
        assertThat(SECURED.client())
                .containsOnly(
                        Map.entry("bootstrap.servers", "kafka:9093"),
                        Map.entry("security.protocol", "SASL_SSL"),
                        Map.entry("sasl.mechanism", "SCRAM-SHA-512"),
                        Map.entry("sasl.jaas.config", "the module and its password;"),
                        Map.entry("ssl.truststore.type", "PEM"),
                        Map.entry("ssl.truststore.location", "/etc/ca.crt"));
    }

    @Test
    void shouldGiveTheEndpointsOfRoutesTheSecurityBesideTheirOwnSettings() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("kafkaSecurity", new CamelConfiguration().kafkaSecurity(SECURED));
            KafkaEndpoint source = camel.getEndpoint(
                    "kafka:state?brokers=kafka:9093&additionalProperties.isolation.level=read_committed",
                    KafkaEndpoint.class);
            KafkaEndpoint sink = camel.getEndpoint("kafka:events?brokers=kafka:9093", KafkaEndpoint.class);

            assertThat(source.getConfiguration().createConsumerProperties())
                    .containsEntry("isolation.level", "read_committed")
                    .containsEntry("security.protocol", "SASL_SSL")
                    .containsEntry("sasl.jaas.config", "the module and its password;")
                    .containsEntry("ssl.truststore.location", "/etc/ca.crt");
            assertThat(sink.getConfiguration().createProducerProperties())
                    .containsEntry("security.protocol", "SASL_SSL")
                    .containsEntry("sasl.jaas.config", "the module and its password;")
                    .doesNotContainKey("isolation.level");
        }
    }

    @Test
    void shouldSayWhichSettingIsMissingWhenThereIsNoAddress() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Broker(Map.of()).client())
                .withMessageContaining("DYFF_KAFKA__CONFIG__BOOTSTRAP_SERVERS");
    }

    @Test
    void shouldNeverPrintAPassword() {
        assertThat(SECURED.toString()).contains("sasl-jaas-config").doesNotContain("password;");
    }
}
