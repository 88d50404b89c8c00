package io.dyff.operator.controller.cluster;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;

/**
 * What is read of an object that the API server sends; the rest is skipped. A finished workflow's objects stay in the caches
 * as long as it does, and most of a Job or pod is what no plan asks for.
 */
public final class Reading {

    /** By type: fields that are written, where we write the type, and never read. */
    private static final Map<Class<?>, String[]> UNREAD = Map.of(
            ObjectMeta.class, new String[] {"managedFields"},
            ConfigMap.class, new String[] {"data", "binaryData"},
            JobSpec.class, new String[] {"template", "podFailurePolicy", "selector"},
            Pod.class, new String[] {"spec"});

    private Reading() {}

    /** For a client of the operator's. */
    public static KubernetesSerialization serialization() {
        ObjectMapper mapper = new ObjectMapper();
        UNREAD.forEach((type, fields) -> mapper.configOverride(type)
                .setIgnorals(
                        JsonIgnoreProperties.Value.forIgnoredProperties(fields).withAllowGetters()));
        return new KubernetesSerialization(mapper, true);
    }
}
