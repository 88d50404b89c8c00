package io.dyff.operator.controller.session;

import io.dyff.operator.api.InferenceSession;
import io.dyff.operator.controller.plan.Children;
import io.dyff.operator.controller.plan.Observed;
import io.dyff.operator.controller.plan.Part;
import io.dyff.operator.controller.plan.Progress;
import io.dyff.operator.controller.plan.Skeleton;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;

/** The address of a session: port 80 of a Service with the session's name. */
final class ServingService implements Part<InferenceSession> {

    private final Service skeleton = Skeleton.read(ServingService.class, Service.class);

    @Override
    public Class<? extends HasMetadata> type() {
        return Service.class;
    }

    @Override
    public String component() {
        return ServingDeployment.COMPONENT;
    }

    @Override
    public String name(InferenceSession session) {
        return session.getMetadata().getName();
    }

    @Override
    public HasMetadata desired(InferenceSession session) {
        return new ServiceBuilder(skeleton)
                .withMetadata(Children.metadata(session, component(), name(session)))
                .editSpec()
                .withSelector(ServingDeployment.selector(session))
                .endSpec()
                .build();
    }

    @Override
    public Progress progress(InferenceSession session, Observed observed) {
        return Progress.QUIET;
    }

    @Override
    public boolean removedAfterwards(HasMetadata actual) {
        return true;
    }
}
