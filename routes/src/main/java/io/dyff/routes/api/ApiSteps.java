package io.dyff.routes.api;

import io.dyff.routes.api.announce.Announcement;
import io.dyff.routes.api.announce.Visibility;
import io.dyff.routes.api.bytes.SessionClient;
import io.dyff.routes.api.create.Creation;
import io.dyff.routes.api.create.ReadRequest;
import io.dyff.routes.api.create.References;
import io.dyff.routes.api.edit.EditRoom;
import io.dyff.routes.api.edit.Edits;
import io.dyff.routes.api.read.Answers;
import io.dyff.routes.api.read.AssembleQuery;
import io.dyff.routes.api.read.AuthorizeEntity;
import io.dyff.routes.api.session.SessionTokens;
import io.dyff.routes.api.session.Sessions;
import io.dyff.routes.api.storage.Areas;
import io.dyff.routes.api.storage.ObjectFiles;
import io.dyff.routes.api.storage.ObjectUrl;
import io.dyff.routes.api.upload.Downloads;
import io.dyff.routes.api.upload.PublicUrl;
import io.dyff.routes.api.upload.Uploads;
import io.dyff.routes.data.DataFiles;
import io.dyff.routes.entity.Entities;
import io.dyff.routes.entity.Requests;
import io.dyff.routes.event.EntityLimits;
import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.http.security.Tokens;
import io.dyff.routes.kind.Kinds;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The steps that the routes of the api are made of, by the names they use. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnService(Service.api)
class ApiSteps {

    @Bean
    ReadRequest readRequest(Requests requests) {
        return new ReadRequest(requests);
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
    Answers answers(EntityWriter writer) {
        return new Answers(writer);
    }

    @Bean
    AssembleQuery assembleQuery(ApiSettings settings) {
        return new AssembleQuery(settings);
    }

    @Bean
    Edits edits(EntityLimits limits) {
        return new Edits(new EditRoom(limits));
    }

    @Bean
    Uploads uploads(Areas areas, ObjectFiles objects, ObjectUrl urls, ApiSettings settings, Environment environment) {
        return new Uploads(areas, objects, urls, new PublicUrl(settings, environment));
    }

    @Bean
    Downloads downloads(
            Areas areas, ObjectFiles objects, ObjectUrl urls, ApiSettings settings, Environment environment) {
        return new Downloads(areas, objects, urls, new PublicUrl(settings, environment));
    }

    @Bean
    Sessions sessions(Tokens tokens, SessionClient client, Kinds kinds, Clock clock) {
        return new Sessions(new SessionTokens(tokens, clock), client, kinds);
    }
}
