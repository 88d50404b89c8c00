package io.dyff.routes.http.security;

import java.util.LinkedHashSet;
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
                    new Grant(ALL, texts("get", "query"), ALL, ALL),
                    new Grant(ALL, texts("consume", "data"), Set.of("public"), Set.of()),
                    new Grant(ALL, ALL, Set.of(account), Set.of()));
        }
    },
    /** Does all on its own account and reads and uses what is public: the default of a new token, and of a new account. */
    Owner {
        @Override
        public List<Grant> grants(String account) {
            return List.of(
                    new Grant(ALL, ALL, Set.of(account), Set.of()),
                    new Grant(ALL, texts("get", "query", "consume", "data"), Set.of("public"), Set.of()));
        }
    };

    private static final Set<String> ALL = Set.of("*");

    /** The role's grants for a token of that account. */
    public abstract List<Grant> grants(String account);

    private static Set<String> texts(String... inOrder) {
        return new LinkedHashSet<>(List.of(inOrder));
    }
}
