package io.dyff.routes.api.account;

import io.dyff.routes.account.AccountEnd;
import io.dyff.routes.account.Accounts;
import io.dyff.routes.account.ApiKeys;
import io.dyff.routes.account.KeyIssuer;
import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.security.KeyRegister;
import io.dyff.routes.http.security.Tokens;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The steps of the routes of accounts, by the names they use. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnService(Service.api)
class AccountSteps {

    @Bean
    Accounts accounts(DataSource dataSource, DataFiles files) {
        return new Accounts(JdbcClient.create(dataSource), files);
    }

    @Bean
    ApiKeys apiKeys(DataSource dataSource, DataFiles files) {
        return new ApiKeys(JdbcClient.create(dataSource), files);
    }

    @Bean
    AuthorizeAccount authorizeAccount(Accounts accounts) {
        return new AuthorizeAccount(accounts);
    }

    @Bean
    AccountCreation accountCreation(Accounts accounts) {
        return new AccountCreation(accounts);
    }

    @Bean
    AccountEdits accountEdits(Accounts accounts, ApiKeys keys, KeyRegister register) {
        return new AccountEdits(accounts, new AccountEnd(accounts, keys), register);
    }

    @Bean
    AccountKeys accountKeys(ApiKeys keys, Tokens tokens, KeyRegister register, Clock clock) {
        return new AccountKeys(keys, new KeyIssuer(tokens, keys, clock), register);
    }

    @Bean
    QueryAccounts queryAccounts(Accounts accounts) {
        return new QueryAccounts(accounts);
    }

    @Bean
    AccountAnswers accountAnswers() {
        return new AccountAnswers();
    }
}
