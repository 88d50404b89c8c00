package io.dyff.operator.api;

import java.util.List;

/** The kinds of the group, in the order of their names. */
public final class Kinds {

    /** All of them. */
    public static final List<Class<? extends DyffResource<?>>> ALL =
            List.of(Analysis.class, Dataset.class, Evaluation.class, InferenceSession.class, Model.class, Report.class);

    private Kinds() {}
}
