package io.dyff.routes.api.logs;

import io.dyff.routes.host.ConditionalOnService;
import io.dyff.routes.host.Service;
import io.dyff.routes.logs.WorkflowLogs;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The step that answers logs. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnService(Service.api)
class LogsAnswerConfiguration {

    @Bean
    LogsAnswer logsAnswer(WorkflowLogs logs, Clock clock) {
        return new LogsAnswer(logs, clock);
    }
}
