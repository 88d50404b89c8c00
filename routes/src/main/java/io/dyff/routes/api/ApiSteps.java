package io.dyff.routes.api;

import io.dyff.routes.entity.Entities;
import io.dyff.routes.entity.Requests;
import io.dyff.routes.event.EntityLimits;
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
    FindRepeat findRepeat() {
        return new FindRepeat();
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
    CheckClock checkClock() {
        return new CheckClock();
    }

    @Bean
    AnswerPending answerPending() {
        return new AnswerPending();
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
    EditRoom editRoom(EntityLimits limits) {
        return new EditRoom(limits);
    }

    @Bean
    DecideLabels decideLabels(EditRoom room) {
        return new DecideLabels(room);
    }

    @Bean
    DecideDocumentation decideDocumentation(EditRoom room) {
        return new DecideDocumentation(room);
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
