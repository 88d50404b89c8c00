package io.dyff.operator.api;

/** What texts in our resources look like, as regular expressions that Java, Go and CEL read alike. */
public final class Patterns {

    private static final String HOST = "([a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?(:[0-9]+)?/)?";
    private static final String PATH = "[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*";
    private static final String TAG = "(:[A-Za-z0-9_][-A-Za-z0-9_.]{0,127})?";

    /** An image: {@code host:port/path/name:tag@sha256:digest}, of which only the name must be there. */
    public static final String IMAGE = "^" + HOST + PATH + "(/" + PATH + ")*" + TAG + "(@sha256:[0-9a-f]{64})?$";

    /** The key of a label. */
    public static final String LABEL_KEY =
            "^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$";

    /** A DNS label, such as the name of a volume. */
    public static final String DNS_LABEL = "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$";

    /** The name of an environment variable. */
    public static final String VARIABLE = "^[^=]+$";

    /** A path from the root. */
    public static final String ABSOLUTE_PATH = "^/";

    /** More than white space. */
    public static final String NOT_BLANK = "\\S";

    /** An amount that is not negative, as Kubernetes writes it; one that is a number needs no pattern. */
    public static final String QUANTITY =
            "^[+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][-+]?[0-9]+)?$";

    /** Base64. */
    public static final String BASE64 = "^[A-Za-z0-9+/]*={0,2}$";

    /** The full name of a Python class or function. */
    public static final String PYTHON_NAME = "^[A-Za-z_][A-Za-z0-9_]*([.][A-Za-z_][A-Za-z0-9_]*)*$";

    /** A repository on a hub. */
    public static final String REPOSITORY =
            "^[A-Za-z0-9_]([-.A-Za-z0-9_]*[A-Za-z0-9_])?(/[A-Za-z0-9_]([-.A-Za-z0-9_]*[A-Za-z0-9_])?)?$";

    /** A branch, a tag or a commit. */
    public static final String REVISION = "^[^\\s/\\\\]+(/[^\\s/\\\\]+)*$";

    private Patterns() {}
}
