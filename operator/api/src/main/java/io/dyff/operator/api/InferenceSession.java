package io.dyff.operator.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Serves a model: replicas of one container behind a Service of the same name. */
@Group(DyffGroup.NAME)
@Version(DyffGroup.VERSION)
@ShortNames("session")
@ValidationRule(
        value = "self.metadata.name.matches('^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$')",
        message = "metadata.name: must begin with a letter, hold letters, digits and '-' only, and have at most 63"
                + " characters")
@AdditionalPrinterColumn(name = "STATUS", jsonPath = ".status.state")
@AdditionalPrinterColumn(name = "REASON", jsonPath = ".status.reason")
@AdditionalPrinterColumn(name = "ACCOUNT", jsonPath = ".spec.account")
@AdditionalPrinterColumn(name = "AGE", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class InferenceSession extends DyffResource<InferenceSessionSpec> {}
