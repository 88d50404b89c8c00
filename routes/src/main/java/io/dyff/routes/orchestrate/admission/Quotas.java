package io.dyff.routes.orchestrate.admission;

import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.kind.Kinds;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The quotas as they stand, and what they are compared with. */
final class Quotas {
    private final JdbcClient database;
    private final DataFiles files;
    private final Kinds kinds;

    Quotas(JdbcClient database, DataFiles files, Kinds kinds) {
        this.database = database;
        this.files = files;
        this.kinds = kinds;
    }

    /** All that hold now, those that are not understood too. */
    List<Quota> now() {
        return database.sql(files.text("select-quota.sql"))
                .query((row, number) -> Quota.read(
                        row.getString("id"),
                        row.getString("principal"),
                        row.getString("resource"),
                        row.getString("flavor"),
                        row.getString("quantity"),
                        row.getString("duration"),
                        row.getString("epoch")))
                .list();
    }

    /** Those of creations, with what was created. */
    Rates rates(List<Quota> quotas) {
        return new Rates(quotas, kinds, database, files.text("select-created.sql"));
    }

    /** Those of use, with what is in use; of some accounts, or of all. */
    Ledger ledger(@Nullable List<String> accounts, List<Quota> quotas) {
        List<Quota> ofUse = quotas.stream()
                .filter(q -> q.isOfUse() && q.limit() != null)
                .filter(q -> accounts == null || accounts.stream().anyMatch(q::holdsFor))
                .toList();
        Ledger ledger = new Ledger(ofUse, kind -> kinds.get(kind).resource());
        if (!ofUse.isEmpty()) {
            boolean all = ofUse.stream().anyMatch(Quota::isGlobal);
            database.sql(files.text("sum-admission.sql"))
                    .param("account", all || accounts == null || accounts.size() != 1 ? null : accounts.get(0))
                    .query(row -> {
                        ledger.add(
                                row.getString(1),
                                row.getString(2),
                                row.getBigDecimal(3).toBigInteger());
                    });
        }
        return ledger;
    }
}
