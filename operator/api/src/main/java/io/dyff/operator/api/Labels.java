package io.dyff.operator.api;

/** Labels of the objects that the operator makes; whoever looks for the children of a resource selects by them. */
public final class Labels {

    /** The operator's name, as a label and as a field manager. */
    public static final String MANAGER = "dyff-operator";

    /** Who made an object; {@link #MANAGER} where the operator did. */
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    /** Name of the resource that a child belongs to: ids do not tell the sessions of evaluations apart. */
    public static final String INSTANCE = "app.kubernetes.io/instance";

    /** Lower-case kind of the resource that a child belongs to. */
    public static final String WORKFLOW = "dyff.io/workflow";

    /** The step that a child serves. */
    public static final String COMPONENT = "dyff.io/component";

    /** Id of the entity. */
    public static final String ID = "dyff.io/id";

    /** Account that owns the entity. */
    public static final String ACCOUNT = "dyff.io/account";

    /** Uid of the resource that a pod belongs to, which tells it from the pods of an earlier one of that name. */
    public static final String UID = "dyff.io/uid";

    /** Marks pods that run code of strangers (contract/operator.md section 10). */
    public static final String UNTRUSTED = "security.dyff.io/untrusted";

    private Labels() {}
}
