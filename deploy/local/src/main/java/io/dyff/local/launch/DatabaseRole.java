package io.dyff.local.launch;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** As whom a process of services uses the database. */
enum DatabaseRole {
    API("api", "dyff_api"),
    SINK("sink", "dyff_sink"),
    ORCHESTRATOR("orchestrate", "dyff_orchestrator"),
    /** Of one process that runs all of them. */
    SERVICES("", "dyff_services");

    private static final String HASH = "HmacSHA256";
    private final String service;
    private final String role;

    DatabaseRole(String service, String role) {
        this.service = service;
        this.role = role;
    }

    /** The one of a process that runs these services; none for those that have nothing to do with the database. */
    static Optional<DatabaseRole> of(String services) {
        return services.contains(",")
                ? Optional.of(SERVICES)
                : Arrays.stream(values())
                        .filter(role -> role.service.equals(services))
                        .findFirst();
    }

    /**
     * Who it is.
     *
     * @param owner the password of the database's owner, from which those of the roles follow
     */
    Map<String, String> environment(String owner) {
        return Map.of("DYFF_DATABASE__USER", role, "DYFF_DATABASE__PASSWORD", password(owner));
    }

    /** What whoever prepares the database is told of it. */
    Map.Entry<String, String> setting(String owner) {
        return Map.entry("DYFF_DATABASE__PASSWORDS__" + role.toUpperCase(java.util.Locale.ROOT), password(owner));
    }

    private String password(String owner) {
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(new SecretKeySpec(owner.getBytes(StandardCharsets.UTF_8), HASH));
            return HexFormat.of().formatHex(mac.doFinal(role.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
