package io.dyff.kube.store;

/** Which objects of a resource a list or watch is about; an empty namespace means all of them. */
public record Selection(String namespace, LabelSelector labels, FieldSelector fields) {

    public static final Selection EVERYTHING = new Selection("", LabelSelector.EVERYTHING, FieldSelector.EVERYTHING);

    public boolean matches(Stored object) {
        return (namespace.isEmpty() || namespace.equals(object.key().namespace()))
                && labels.matches(object.labels())
                && fields.matches(object.fields());
    }
}
