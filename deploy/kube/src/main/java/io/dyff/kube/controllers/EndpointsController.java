package io.dyff.kube.controllers;

import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointAddressBuilder;
import io.fabric8.kubernetes.api.model.EndpointPort;
import io.fabric8.kubernetes.api.model.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.EndpointSubsetBuilder;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills the Endpoints of Services from their pods, with the ports that can really be connected to. */
public final class EndpointsController implements Controllers.Controller {

    /** Where the node agent says on which port of the machine a container's port is. */
    private static final String REAL_PORT = "dyff.io/port-";

    private static final int EXISTS = 409;

    private final KubernetesClient client;
    private final SharedIndexInformer<Service> services;
    private final SharedIndexInformer<Pod> pods;
    private final SharedIndexInformer<Endpoints> endpoints;
    private final WorkQueue<ObjectKey> queue = new WorkQueue<>("endpoints", this::reconcile);

    public EndpointsController(
            KubernetesClient client,
            SharedIndexInformer<Service> services,
            SharedIndexInformer<Endpoints> endpoints,
            SharedIndexInformer<Pod> pods) {
        this.client = client;
        this.services = services;
        this.endpoints = endpoints;
        this.pods = pods;
        services.addEventHandler(new Notify<>(service -> queue.add(ObjectKey.of(service))));
        endpoints.addEventHandler(new Notify<>(found -> queue.add(ObjectKey.of(found))));
        pods.addEventHandler(new Notify<>(this::enqueueServices));
    }

    private void enqueueServices(Pod pod) {
        services.getIndexer().byIndex("namespace", pod.getMetadata().getNamespace()).stream()
                .filter(service -> selects(service, pod))
                .forEach(service -> queue.add(ObjectKey.of(service)));
    }

    private static boolean selects(Service service, Pod pod) {
        Map<String, String> selector = service.getSpec().getSelector();
        Map<String, String> labels = pod.getMetadata().getLabels();
        return selector != null
                && !selector.isEmpty()
                && labels != null
                && labels.entrySet().containsAll(selector.entrySet());
    }

    private void reconcile(ObjectKey key) {
        Service service = services.getIndexer().getByKey(key.cached());
        Endpoints present = endpoints.getIndexer().getByKey(key.cached());
        if (service == null || service.getMetadata().getDeletionTimestamp() != null) {
            if (present != null && Owners.controller(present).isPresent()) {
                client.resource(present).delete();
            }
            return;
        }
        Map<String, String> selector = service.getSpec().getSelector();
        if (selector == null || selector.isEmpty()) {
            return;
        }
        List<EndpointSubset> subsets = subsets(service);
        if (present == null) {
            create(service, subsets);
        } else if (!subsets.equals(present.getSubsets())) {
            client.resource(new EndpointsBuilder(present).withSubsets(subsets).build())
                    .update();
        }
    }

    private void create(Service service, List<EndpointSubset> subsets) {
        try {
            client.resource(new EndpointsBuilder()
                            .withNewMetadata()
                            .withName(service.getMetadata().getName())
                            .withNamespace(service.getMetadata().getNamespace())
                            .withLabels(service.getMetadata().getLabels())
                            .withOwnerReferences(Owners.reference(service))
                            .endMetadata()
                            .withSubsets(subsets)
                            .build())
                    .create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != EXISTS) {
                throw e;
            }
            // The cache is behind: the event of the existing object brings it back here.
        }
    }

    private List<EndpointSubset> subsets(Service service) {
        List<EndpointSubset> subsets = new ArrayList<>();
        pods.getIndexer().byIndex("namespace", service.getMetadata().getNamespace()).stream()
                .filter(pod -> selects(service, pod)
                        && PodStates.active(pod)
                        && address(pod).isPresent())
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .forEach(pod -> subsets.add(subset(service, pod)));
        return subsets;
    }

    private static Optional<String> address(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).map(status -> status.getPodIP());
    }

    /** One subset for each pod: on one machine every pod has ports of its own. */
    private static EndpointSubset subset(Service service, Pod pod) {
        EndpointAddress address = new EndpointAddressBuilder()
                .withIp(address(pod).orElse(""))
                .withNodeName(pod.getSpec().getNodeName())
                .withNewTargetRef()
                .withKind("Pod")
                .withName(pod.getMetadata().getName())
                .withNamespace(pod.getMetadata().getNamespace())
                .withUid(pod.getMetadata().getUid())
                .endTargetRef()
                .build();
        List<EndpointPort> ports = new ArrayList<>();
        for (ServicePort port : service.getSpec().getPorts()) {
            target(port, pod)
                    .ifPresent(number -> ports.add(new EndpointPortBuilder()
                            .withName(port.getName())
                            .withPort(realPort(pod, number))
                            .withProtocol(port.getProtocol())
                            .build()));
        }
        EndpointSubsetBuilder subset = new EndpointSubsetBuilder().withPorts(ports);
        return (PodStates.ready(pod) ? subset.withAddresses(address) : subset.withNotReadyAddresses(address)).build();
    }

    private static Optional<Integer> target(ServicePort port, Pod pod) {
        Object target = port.getTargetPort() == null
                ? port.getPort()
                : port.getTargetPort().getValue();
        if (target instanceof Integer number) {
            return Optional.of(number);
        }
        return pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(named -> String.valueOf(target).equals(named.getName()))
                .map(named -> named.getContainerPort())
                .findFirst();
    }

    private static int realPort(Pod pod, int containerPort) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        String real = annotations == null ? null : annotations.get(REAL_PORT + containerPort);
        return real == null ? containerPort : Integer.parseInt(real);
    }

    @Override
    public void start() {
        queue.start();
    }

    @Override
    public void close() {
        queue.close();
    }
}
