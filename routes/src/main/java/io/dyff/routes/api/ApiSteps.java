package io.dyff.routes.api;

import io.dyff.routes.api.announce.Announcement;
import io.dyff.routes.api.announce.Visibility;
import io.dyff.routes.api.bytes.SessionClient;
import io.dyff.routes.api.create.Creation;
import io.dyff.routes.api.create.ReadRequest;
import io.dyff.routes.api.create.References;
import io.dyff.routes.api.edit.Edits;
import io.dyff.routes.api.read.Answers;
import io.dyff.routes.api.read.AssembleQuery;
import io.dyff.routes.api.read.AuthorizeEntity;
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
import io.dyff.routes.event.EntityLimits;
import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.security.Tokens;
import io.dyff.routes.kind.Kinds;
import java.time.Clock;
import javax.sql.DataSource;
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
    Creation creation(Entities entities) {
        return new Creation(entities);
    }

    @Bean
    References references(Kinds kinds) {
        return new References(kinds);
    }

    @Bean
    Visibility visibility(DataSource dataSource, DataFiles files) {
        return new Visibility(JdbcClient.create(dataSource), files).start();
    }

    @Bean
    Announcement announcement(Visibility visibility, ApiSettings settings) {
        return new Announcement(visibility, settings.visibilityWait());
    }

    @Bean
    AuthorizeEntity authorizeEntity() {
        return new AuthorizeEntity();
    }

    @Bean
    Answers answers(Projection projection) {
        return new Answers(new EntityWriter(projection));
    }

    @Bean
    AssembleQuery assembleQuery(ApiSettings settings) {
        return new AssembleQuery(settings);
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
    Sessions sessions(Tokens tokens, SessionClient client, Kinds kinds, Clock clock) {
        return new Sessions(tokens, client, kinds, clock);
    }
}
