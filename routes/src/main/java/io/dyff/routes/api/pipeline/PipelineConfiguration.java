package io.dyff.routes.api.pipeline;

import io.dyff.routes.api.EntityWriter;
import io.dyff.routes.api.audience.Audiences;
import io.dyff.routes.api.create.References;
import io.dyff.routes.entity.Entities;
import io.dyff.routes.entity.Requests;
import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.kind.Kinds;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code pipeline.camel.yaml}, by the names that it uses. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnService(Service.api)
class PipelineConfiguration {

    @Bean
    RunNodes runNodes(Kinds kinds, Requests requests, References references, Entities entities) {
        return new RunNodes(kinds, requests, references, entities);
    }

    @Bean
    AssessmentRun assessmentRun(Kinds kinds, RunNodes nodes, Entities entities) {
        return new AssessmentRun(kinds, nodes, entities);
    }

    @Bean
    PipelineRuns pipelineRuns(RunNodes nodes, EntityWriter writer, Audiences audiences) {
        return new PipelineRuns(nodes, writer, audiences);
    }
}
