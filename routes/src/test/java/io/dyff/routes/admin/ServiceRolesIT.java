package io.dyff.routes.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.testing.TestingDatabase;
import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What each service may do with the database, asked of the database. */
class ServiceRolesIT {
    private static final String PASSWORD = TestingDatabase.SERVICES_PASSWORD;
    private static TestingSpace space;

    @BeforeAll
    static void make() {
        space = TestingPlatform.space();
        roles().store(
                        Map.of(
                                "dyff-api",
                                PASSWORD,
                                "dyff-sink",
                                PASSWORD,
                                "dyff-orchestrator",
                                PASSWORD,
                                "dyff-services",
                                PASSWORD),
                        true);
        roles().store(Map.of(), true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dyff_api          | select count(*) from entity",
                "dyff_api          | update account set reason = 'x' where id = 'nobody'",
                "dyff_api          | delete from revision where id = 'x'",
                "dyff_sink         | delete from entity where id = 'x'",
                "dyff_sink         | insert into attestation (id) select 'x' where false on conflict do nothing",
                "dyff_orchestrator | delete from admission where id = 'x'",
                "dyff_orchestrator | select count(*) from account_share",
                "dyff_services     | delete from entity where id = 'x'",
                "dyff_services     | delete from admission where id = 'x'",
            })
    void shouldLetAServiceDoItsOwn(String role, String statement) {
        assertThat(run(role, statement)).isNotNegative();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dyff_api          | update entity set status = 'Complete' where id = 'x'",
                "dyff_api          | insert into revision select * from revision",
                "dyff_api          | update signing_key set retired_at = now()",
                "dyff_api          | delete from account where id = 'x'",
                "dyff_sink         | select count(*) from api_key",
                "dyff_sink         | select count(*) from signing_key",
                "dyff_sink         | delete from admission where id = 'x'",
                "dyff_orchestrator | select count(*) from entity",
                "dyff_orchestrator | select count(*) from api_key",
                "dyff_orchestrator | update account_share set weight = 9",
                "dyff_services     | drop table entity",
                "dyff_services     | create table mine (x int)",
            })
    void shouldLetItDoNothingElse(String role, String statement) {
        assertThatThrownBy(() -> run(role, statement))
                .rootCause()
                .hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }

    @Test
    void shouldNameTheRoleThatNobodyKnows() {
        assertThatThrownBy(() -> roles().store(Map.of("dyff-informer", PASSWORD), false))
                .hasMessageContaining("no service has a role [dyff-informer]; known: [dyff_api, ");
    }

    private static ServiceRoles roles() {
        return new ServiceRoles(space.dataSource(), new DataFiles(Overrides.none()));
    }

    private static int run(String role, String statement) {
        JdbcClient jdbc = JdbcClient.create(
                new DriverManagerDataSource(String.valueOf(space.dataSource().getUrl()), role, PASSWORD));
        return statement.startsWith("select")
                ? jdbc.sql(statement).query(Integer.class).single()
                : jdbc.sql(statement).update();
    }
}
