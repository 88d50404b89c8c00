package io.dyff.routes.http.security;

import java.util.List;
import java.util.Set;

/** Named sets of grants for new tokens. Source: contract/api.md section 4.5. */
public enum Role {
    /** Everything on everything. */
    Admin {
        @Override
        public List<Grant> grants(String account) {
            return List.of(new Grant(ALL, ALL, ALL, ALL));
        }
    },
    /** Reads everything, uses what is public, does all on its own account. */
    AuditDeveloper {
        @Override
        public List<Grant> grants(String account) {
            return List.of(
                    new Grant(ALL, Set.of("get", "query"), ALL, ALL),
                    new Grant(ALL, Set.of("consume", "data"), Set.of("public"), Set.of()),
                    new Grant(ALL, ALL, Set.of(account), Set.of()));
        }
    },
    /** Does all on its own account and reads and uses what is public: the default of a new token. */
    Owner {
        @Override
        public List<Grant> grants(String account) {
            return List.of(
                    new Grant(ALL, ALL, Set.of(account), Set.of()),
                    new Grant(ALL, Set.of("get", "query", "consume", "data"), Set.of("public"), Set.of()));
        }
    };

    private static final Set<String> ALL = Set.of("*");

    /** The role's grants for a token of that account. */
    public abstract List<Grant> grants(String account);
}
