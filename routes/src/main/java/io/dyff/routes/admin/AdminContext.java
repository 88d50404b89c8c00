package io.dyff.routes.admin;

import io.dyff.routes.account.Accounts;
import io.dyff.routes.account.ApiKeys;
import io.dyff.routes.account.KeyIssuer;
import io.dyff.routes.account.KeyRing;
import io.dyff.routes.attest.AttestationKeys;
import io.dyff.routes.erase.Erasure;
import io.dyff.routes.erase.Leftovers;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.security.Tokens;
import io.dyff.routes.kind.Kinds;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

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

    Erasure erasure() {
        List<String> topics = new ArrayList<>(settings.topics().all());
        topics.add(settings.changelog().topic());
        Leftovers leftovers =
                new Leftovers(settings.jdbc(), files, Kinds.standard(), settings.areas(), settings.objects());
        return new Erasure(settings.broker().client(), topics, leftovers, clock);
    }

    Accounts accounts() {
        return new Accounts(settings.jdbc(), files);
    }

    ApiKeys keys() {
        return new ApiKeys(settings.jdbc(), files);
    }

    KeyRing ring() {
        return new KeyRing(settings.signingKeys(), settings.jdbc(), files);
    }

    AttestationKeys attestationKeys() {
        return new AttestationKeys(settings.signingKeys(), settings.jdbc(), files);
    }

    KeyIssuer issuer() {
        return new KeyIssuer(new Tokens(settings.signingKeys(), ring(), clock), keys(), clock);
    }
}
