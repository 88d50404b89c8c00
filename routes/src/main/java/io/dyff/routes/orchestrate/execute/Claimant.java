package io.dyff.routes.orchestrate.execute;

import java.util.UUID;

/** Who this process is in leases: another one after every start. */
public final class Claimant {
    private final String name = UUID.randomUUID().toString();

    public String name() {
        return name;
    }
}
