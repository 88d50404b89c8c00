package io.dyff.routes.api;

import io.dyff.routes.entity.Entities;
import io.dyff.routes.entity.Requests;
import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.kind.Kinds;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps that {@code api.camel.yaml} is made of, by the names it uses. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnService(Service.api)
class ApiSteps {

    @Bean
    ReadRequest readRequest(Requests requests) {
        return new ReadRequest(requests);
    }

    @Bean
    AuthorizeCreate authorizeCreate() {
        return new AuthorizeCreate();
    }

    @Bean
    CollectReferences collectReferences() {
        return new CollectReferences();
    }

    @Bean
    ResolveReferences resolveReferences(Kinds kinds) {
        return new ResolveReferences(kinds);
    }

    @Bean
    AssembleEntity assembleEntity(Entities entities) {
        return new AssembleEntity(entities);
    }

    @Bean
    AdmitWrite admitWrite(Visibility visibility) {
        return new AdmitWrite(visibility);
    }

    @Bean
    AwaitVisible awaitVisible(Visibility visibility, ApiSettings settings) {
        return new AwaitVisible(visibility, settings.visibilityWait());
    }

    @Bean
    AnswerCreate answerCreate(EntityWriter writer) {
        return new AnswerCreate(writer);
    }

    @Bean
    AuthorizeEntity authorizeEntity() {
        return new AuthorizeEntity();
    }

    @Bean
    AnswerEntity answerEntity(EntityWriter writer) {
        return new AnswerEntity(writer);
    }

    @Bean
    AnswerNull answerNull() {
        return new AnswerNull();
    }

    @Bean
    DecideLabels decideLabels() {
        return new DecideLabels();
    }

    @Bean
    DecideDocumentation decideDocumentation() {
        return new DecideDocumentation();
    }

    @Bean
    AnswerDocumentation answerDocumentation() {
        return new AnswerDocumentation();
    }

    @Bean
    DecideEnd decideEnd() {
        return new DecideEnd();
    }

    @Bean
    AnswerStatus answerStatus() {
        return new AnswerStatus();
    }

    @Bean
    AssembleQuery assembleQuery(ApiSettings settings) {
        return new AssembleQuery(settings);
    }

    @Bean
    AnswerList answerList(EntityWriter writer) {
        return new AnswerList(writer);
    }
}
