package io.dyff.routes.event;

/** Names of the record headers on both topics. CloudEvents 1.0 binary mode for Kafka; the rest are the platform's own. */
public final class Headers {
    public static final String CE_ID = "ce_id";
    public static final String CE_TYPE = "ce_type";
    public static final String CE_SOURCE = "ce_source";
    public static final String CE_TIME = "ce_time";
    public static final String CE_SUBJECT = "ce_subject";
    public static final String CE_SPECVERSION = "ce_specversion";

    /** Whose request it was, as in CloudEvents' extension for authentication: subject and id of the token. */
    public static final String CE_AUTHID = "ce_authid";

    public static final String TRACEPARENT = "traceparent";

    /** On an event: a client waits for it, so its entity is emitted again even when nothing changed. */
    public static final String AWAIT = "dyff_await";

    /** Hash of the create request: tells a repeated request from another one under the same id. */
    public static final String REQUEST_HASH = "dyff_request_hash";

    /** uid of the custom resource, from the Admitted event on; never in the entity. */
    public static final String KUBE_UID = "dyff_kube_uid";

    /** resourceVersion of the custom resource that was last reported. */
    public static final String KUBE_RV = "dyff_kube_rv";

    /** On a state record: offset of the last event folded in; the version of the row. */
    public static final String EVENT_OFFSET = "dyff_event_offset";

    /** On a state record: {@code changed} or {@code unchanged}. */
    public static final String OUTCOME = "dyff_outcome";

    /** On a state record: version of the record's form. */
    public static final String STATE_VERSION = "dyff_state_version";

    /** On a dead letter: why it is one, and where it stood. */
    public static final String CAUSE = "dyff_cause";

    public static final String ORIGIN_TOPIC = "dyff_origin_topic";
    public static final String ORIGIN_PARTITION = "dyff_origin_partition";
    public static final String ORIGIN_OFFSET = "dyff_origin_offset";

    /** On an event: the dead letter that it was, in the topic of dead letters. */
    public static final String REPLAY_OF = "dyff_replay_of";

    private Headers() {}

    /** True for the names that belong on the platform's records. */
    public static boolean isOurs(String name) {
        return name.startsWith("ce_") || name.startsWith("dyff_") || name.equals(TRACEPARENT);
    }
}
