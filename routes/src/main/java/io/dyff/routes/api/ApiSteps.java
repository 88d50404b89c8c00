package io.dyff.routes.api;

import io.dyff.routes.account.ApiKeys;
import io.dyff.routes.account.ClosedAccounts;
import io.dyff.routes.api.announce.Announcement;
import io.dyff.routes.api.announce.Visibility;
import io.dyff.routes.api.audience.Audiences;
import io.dyff.routes.api.bytes.SessionClient;
import io.dyff.routes.api.create.Creation;
import io.dyff.routes.api.create.Descriptions;
import io.dyff.routes.api.create.FirstRow;
import io.dyff.routes.api.create.Interfaces;
import io.dyff.routes.api.create.Preview;
import io.dyff.routes.api.create.ReadRequest;
import io.dyff.routes.api.create.References;
import io.dyff.routes.api.edit.Edits;
import io.dyff.routes.api.edit.Forgetting;
import io.dyff.routes.api.read.Answers;
import io.dyff.routes.api.read.AssembleQuery;
import io.dyff.routes.api.read.AuthorizeEntity;
import io.dyff.routes.api.read.EntityHistory;
import io.dyff.routes.api.read.query.ListingConfiguration;
import io.dyff.routes.api.read.query.QueryStatements;
import io.dyff.routes.api.registry.ArtifactImages;
import io.dyff.routes.api.result.ResultFiles;
import io.dyff.routes.api.result.ResultRules;
import io.dyff.routes.api.result.Results;
import io.dyff.routes.api.result.WorkProgress;
import io.dyff.routes.api.session.Sessions;
import io.dyff.routes.api.storage.Areas;
import io.dyff.routes.api.storage.ObjectFiles;
import io.dyff.routes.api.storage.ObjectUrl;
import io.dyff.routes.api.upload.Files;
import io.dyff.routes.api.upload.PublicUrl;
import io.dyff.routes.entity.Entities;
import io.dyff.routes.entity.Projection;
import io.dyff.routes.entity.Requests;
import io.dyff.routes.entity.Schemas;
import io.dyff.routes.erase.Leftovers;
import io.dyff.routes.event.EntityLimits;
import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.security.Tokens;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.orchestrate.admission.AdmissionPreview;
import io.dyff.routes.orchestrate.admission.WhyWaiting;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The steps that the routes of the api are made of, by the names they use. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiSettings.class)
@ConditionalOnService(Service.api)
class ApiSteps {

    @Bean
    Schemas schemas(DataFiles files) {
        return new Schemas(files);
    }

    @Bean
    Projection projection(DataFiles files, Kinds kinds) {
        return new Projection(files, kinds);
    }

    @Bean
    Requests requests(DataFiles files, Schemas schemas) {
        return new Requests(files, schemas);
    }

    @Bean
    ReadRequest readRequest(Requests requests) {
        return new ReadRequest(requests);
    }

    @Bean
    Entities entities(Schemas schemas, Projection projection, Clock clock) {
        return new Entities(schemas, projection, clock);
    }

    @Bean
    Creation creation(Entities entities, DataSource dataSource, DataFiles files) {
        return new Creation(entities, new ClosedAccounts(JdbcClient.create(dataSource), files)::contains);
    }

    @Bean
    Interfaces interfaces() {
        return new Interfaces();
    }

    @Bean
    Preview preview(
            Kinds kinds,
            Areas areas,
            ObjectFiles objects,
            SessionClient sessions,
            DataSource dataSource,
            DataFiles files,
            Clock clock) {
        AdmissionPreview admission = new AdmissionPreview(JdbcClient.create(dataSource), files, kinds, clock);
        return new Preview(kinds, areas, objects, admission, new FirstRow(kinds, sessions));
    }

    @Bean
    References references(Kinds kinds, Projection projection, ArtifactImages images) {
        return new References(kinds, new Descriptions(projection), images);
    }

    @Bean
    Visibility visibility(DataSource dataSource, DataFiles files, ApiSettings settings) {
        return new Visibility(JdbcClient.create(dataSource), files, settings.lagLimit()).start();
    }

    @Bean
    Announcement announcement(Visibility visibility, ApiSettings settings) {
        return new Announcement(visibility, settings.visibilityWait());
    }

    @Bean
    Audiences audiences(
            Kinds kinds,
            @Qualifier(ListingConfiguration.DATA_SOURCE) DataSource listings,
            QueryStatements statements,
            DataFiles files) {
        return new Audiences(kinds, JdbcClient.create(listings), statements, files);
    }

    @Bean
    EntityWriter entityWriter(Projection projection, Audiences audiences) {
        return new EntityWriter(projection, audiences);
    }

    @Bean
    AuthorizeEntity authorizeEntity(Audiences audiences) {
        return new AuthorizeEntity(audiences);
    }

    @Bean
    Answers answers(EntityWriter writer, ApiSettings settings) {
        return new Answers(writer, settings.querySortMax());
    }

    @Bean
    AssembleQuery assembleQuery(ApiSettings settings, QueryStatements statements, Audiences audiences) {
        return new AssembleQuery(settings, statements, audiences);
    }

    @Bean
    Edits edits(EntityLimits limits, Kinds kinds, Schemas schemas) {
        return new Edits(limits, kinds, schemas);
    }

    @Bean
    Files files(Areas areas, ObjectFiles objects, ObjectUrl urls, ApiSettings settings, Environment environment) {
        return new Files(areas, objects, urls, new PublicUrl(settings, environment));
    }

    @Bean
    Results results(
            Areas areas, ObjectFiles objects, QueryStatements statements, Audiences audiences, ResultRules rules) {
        return new Results(new ResultFiles(areas, objects), statements, audiences, rules);
    }

    @Bean
    WorkProgress workProgress(Areas areas, ObjectFiles objects, DataSource dataSource, DataFiles files) {
        return new WorkProgress(areas, objects, new WhyWaiting(JdbcClient.create(dataSource), files));
    }

    @Bean
    Forgetting forgetting(DataSource dataSource, DataFiles files, Kinds kinds, Areas areas, ObjectFiles objects) {
        return new Forgetting(new Leftovers(JdbcClient.create(dataSource), files, kinds, areas, objects));
    }

    @Bean
    EntityHistory entityHistory(DataSource dataSource, DataFiles files) {
        return new EntityHistory(JdbcClient.create(dataSource), files);
    }

    @Bean
    Sessions sessions(Tokens tokens, ApiKeys keys, SessionClient client, Kinds kinds, Clock clock) {
        return new Sessions(tokens, keys, client, kinds, clock);
    }
}
