package io.dyff.operator.api;

/** The API group of the platform's custom resources, and what their ids and accounts look like. */
public final class DyffGroup {

    /** Group of all kinds. */
    public static final String NAME = "dyff.io";

    /** Version of all kinds. */
    public static final String VERSION = "v1alpha1";

    /** An entity id: 32 lower-case hexadecimal digits; all zeros is never published. */
    public static final String ID_PATTERN = "^[0-9a-f]{32}$";

    /** An account becomes a label value, so it has that form. */
    public static final String ACCOUNT_PATTERN = "^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$";

    /** The id of a resource that belongs to another one and is never published. */
    public static final String NULL_ID = "00000000000000000000000000000000";

    private DyffGroup() {}
}
