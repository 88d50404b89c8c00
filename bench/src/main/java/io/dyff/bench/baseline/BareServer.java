package io.dyff.bench.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * The plainest server with the duty of the api: a bearer check, one query by id, one record with acks=all. No schema, no
 * grants, no routes.
 */
@SpringBootApplication
public class BareServer {

    public static void main(String[] args) {
        SpringApplication.run(BareServer.class, args);
    }

    @Bean
    SecurityFilterChain bearer(HttpSecurity http) throws Exception {
        return http.csrf(c -> c.disable())
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(a -> a.anyRequest().authenticated())
                .oauth2ResourceServer(o -> o.jwt(j -> {}))
                .build();
    }

    @Bean
    JwtDecoder jwtDecoder(@Value("${bench.secret}") String secret) {
        return NimbusJwtDecoder.withSecretKey(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"))
                .build();
    }

    @Bean
    Producer<String, String> producer(@Value("${bench.bootstrap-servers}") String servers) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", servers, "acks", "all", "compression.type", "zstd", "linger.ms", "0");
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    /** The two operations. */
    @RestController
    static class Entities {
        private static final String BY_ID = "select body::text from entity where id = ?";
        private final JdbcTemplate jdbc;
        private final Producer<String, String> producer;
        private final String topic;

        Entities(JdbcTemplate jdbc, Producer<String, String> producer, @Value("${bench.topic}") String topic) {
            this.jdbc = jdbc;
            this.producer = producer;
            this.topic = topic;
        }

        @PostMapping("/v0/inferenceservices")
        JsonNode create(@RequestBody ObjectNode request) throws ExecutionException, InterruptedException {
            String model = request.path("model").asText();
            if (jdbc.queryForList(BY_ID, String.class, model).isEmpty()) {
                throw new ResponseStatusException(HttpStatus.NOT_FOUND, "referenced Model " + model + " not found");
            }
            String id = UUID.randomUUID().toString().replace("-", "");
            request.put("id", id).put("status", "Created");
            producer.send(new ProducerRecord<>(topic, id, request.toString())).get();
            return request;
        }

        @GetMapping(value = "/v0/inferenceservices/{id}", produces = "application/json")
        String get(@PathVariable String id) {
            return jdbc.queryForList(BY_ID, String.class, id).stream()
                    .findFirst()
                    .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        }
    }
}
