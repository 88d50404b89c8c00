package io.dyff.routes.api;

import io.dyff.routes.bytes.SessionClient;
import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.security.Tokens;
import io.dyff.routes.storage.Areas;
import io.dyff.routes.storage.ObjectFiles;
import io.dyff.routes.storage.ObjectUrl;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The steps of uploads, downloads and sessions, by the names that the routes use. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnService(Service.api)
class StorageSteps {

    @Bean
    PublicUrl publicUrl(ApiSettings settings, Environment environment) {
        return new PublicUrl(settings, environment);
    }

    @Bean
    IssueUploadUrl issueUploadUrl(ObjectUrl urls, PublicUrl here) {
        return new IssueUploadUrl(urls, here);
    }

    @Bean
    FinalizeUpload finalizeUpload(Areas areas, ObjectFiles objects) {
        return new FinalizeUpload(areas, objects);
    }

    @Bean
    ListDownlinks listDownlinks(Areas areas, ObjectFiles objects, ObjectUrl urls, PublicUrl here) {
        return new ListDownlinks(areas, objects, urls, here);
    }

    @Bean
    AnswerNoLog answerNoLog() {
        return new AnswerNoLog();
    }

    @Bean
    SessionTokens sessionTokens(Tokens tokens, Clock clock) {
        return new SessionTokens(tokens, clock);
    }

    @Bean
    SignSessionToken signSessionToken(SessionTokens tokens) {
        return new SignSessionToken(tokens);
    }

    @Bean
    IssueSessionToken issueSessionToken(SessionTokens tokens, Kinds kinds) {
        return new IssueSessionToken(tokens, kinds);
    }

    @Bean
    ProbeSession probeSession(SessionClient sessions) {
        return new ProbeSession(sessions);
    }
}
