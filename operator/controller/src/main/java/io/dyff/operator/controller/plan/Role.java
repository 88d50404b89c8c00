package io.dyff.operator.controller.plan;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import java.util.function.Function;

/** Whose program a container of a step runs, and what it is given for that. */
public sealed interface Role<P> {

    /** The container of StepJob.yaml that it is made from. */
    String mould();

    /** Fills in what the resource and the operator's configuration say. */
    Container fill(Container container, P primary);

    /**
     * One of our programs: it gets the manifest and what opens the object storage.
     *
     * @param program its name in operator/exit-codes.yaml
     * @param storageSecret Secret whose keys become its environment
     */
    record Ours<P>(String program, String image, String storageSecret) implements Role<P> {

        /** The role of a program as the operator is configured. */
        public static <P> Role<P> of(String program, StepSettings settings) {
            return new Ours<>(program, settings.image(program), settings.storageSecret());
        }

        @Override
        public String mould() {
            return "ours";
        }

        @Override
        public Container fill(Container container, P primary) {
            return new ContainerBuilder(container)
                    .withImage(image)
                    .addNewEnvFrom()
                    .withNewSecretRef()
                    .withName(storageSecret)
                    .endSecretRef()
                    .endEnvFrom()
                    .build();
        }
    }

    /**
     * What a user brought: it gets the volume that it shares with ours, and nothing else. Its exit codes are its own:
     * whatever fails counts against the back-off limit of the Job.
     *
     * @param image of a resource
     */
    record Users<P>(Function<P, String> image) implements Role<P> {

        @Override
        public String mould() {
            return "users";
        }

        @Override
        public Container fill(Container container, P primary) {
            return new ContainerBuilder(container)
                    .withImage(image.apply(primary))
                    .build();
        }
    }
}
