package io.dyff.routes.admin;

import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import java.io.PrintWriter;
import java.time.Clock;

/**
 * What every command works with.
 *
 * @param settings of the services
 * @param files the data rooms
 * @param clock for new tokens
 * @param out where results go
 */
public record AdminContext(AdminSettings settings, DataFiles files, Clock clock, PrintWriter out) {

    static AdminContext standard() {
        return new AdminContext(
                new AdminSettings(System.getenv()),
                new DataFiles(Overrides.none()),
                Clock.systemUTC(),
                new PrintWriter(System.out, true, java.nio.charset.StandardCharsets.UTF_8));
    }
}
