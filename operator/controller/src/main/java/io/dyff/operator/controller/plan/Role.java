package io.dyff.operator.controller.plan;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
     * @param environment what it is told beside that; a secret is referred to, never written down
     */
    record Ours<P>(String program, String image, String storageSecret, List<EnvVar> environment) implements Role<P> {

        public Ours {
            environment = List.copyOf(environment);
        }

        /** The role of a program as the operator is configured. */
        public static <P> Ours<P> of(String program, StepSettings settings) {
            return new Ours<>(program, settings.image(program), settings.storageSecret(), List.of());
        }

        /** The same with this environment. */
        public Ours<P> with(List<EnvVar> told) {
            return new Ours<>(program, image, storageSecret, told);
        }

        @Override
        public String mould() {
            return "ours";
        }

        @Override
        public Container fill(Container container, P primary) {
            return new ContainerBuilder(container)
                    .withImage(image)
                    .addAllToEnv(environment)
                    .addNewEnvFrom()
                    .withNewSecretRef()
                    .withName(storageSecret)
                    .endSecretRef()
                    .endEnvFrom()
                    .build();
        }
    }

    /**
     * What a user brought: it gets the volume that it shares with ours, words that are no secret, and nothing else. Its
     * exit codes are its own: whatever fails counts against the back-off limit of the Job.
     *
     * @param image of a resource
     * @param environment where it finds what ours fetched
     */
    record Users<P>(Function<P, String> image, Map<String, String> environment) implements Role<P> {

        public Users {
            environment = Map.copyOf(environment);
        }

        /** The role of a program that needs no environment. */
        public Users(Function<P, String> image) {
            this(image, Map.of());
        }

        @Override
        public String mould() {
            return "users";
        }

        @Override
        public Container fill(Container container, P primary) {
            return new ContainerBuilder(container)
                    .withImage(image.apply(primary))
                    .withEnv(variables())
                    .build();
        }

        private List<EnvVar> variables() {
            return new TreeMap<>(environment)
                    .entrySet().stream()
                            .map(one -> new EnvVar(one.getKey(), one.getValue(), null))
                            .toList();
        }
    }
}
