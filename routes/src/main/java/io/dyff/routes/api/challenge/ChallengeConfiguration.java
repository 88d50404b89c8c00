package io.dyff.routes.api.challenge;

import io.dyff.routes.api.ApiSettings;
import io.dyff.routes.api.audience.Audiences;
import io.dyff.routes.api.edit.Edits;
import io.dyff.routes.api.pipeline.AssessmentRun;
import io.dyff.routes.api.read.query.ListingConfiguration;
import io.dyff.routes.api.result.ResultRules;
import io.dyff.routes.api.upload.Files;
import io.dyff.routes.entity.Entities;
import io.dyff.routes.entity.Projection;
import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.kind.Kinds;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The steps of {@code challenge.camel.yaml}, by the names that it uses. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnService(Service.api)
class ChallengeConfiguration {

    @Bean
    Families families(Clock clock) {
        return new Families(clock);
    }

    @Bean
    Challenges challenges(Entities entities, Projection projection, Edits edits, ApiSettings settings) {
        return new Challenges(entities, projection, edits, settings.openChallenges());
    }

    @Bean
    Submissions submissions(AssessmentRun runs, Audiences audiences, ApiSettings settings, Clock clock) {
        return new Submissions(runs, audiences, settings.unlimitedSubmitters(), clock);
    }

    @Bean
    ResultRules resultRules(
            Kinds kinds,
            Audiences audiences,
            @Qualifier(ListingConfiguration.DATA_SOURCE) DataSource listings,
            DataFiles files) {
        return new ScoreRules(kinds, audiences, JdbcClient.create(listings), files);
    }

    @Bean
    SubmissionEnd submissionEnd(Files files, Kinds kinds) {
        return new SubmissionEnd(files, kinds);
    }
}
